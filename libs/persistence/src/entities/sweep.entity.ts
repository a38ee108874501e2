import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How far a sweep through time has come: what lies before has been done. */
@Entity('sweep')
export class SweepEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'sweep_pkey' })
  name!: string;

  @Column('timestamptz', { name: 'swept_until' })
  sweptUntil!: Date;
}
