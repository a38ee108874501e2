import { Column, CreateDateColumn, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** A call to Temporal that a transaction owes: deleted once Temporal has taken it, in order per run. */
@Entity('dispatch')
@Index('dispatch_run_idx', ['runId', 'id'])
export class DispatchEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'dispatch_pkey',
  })
  id!: number;

  @Column('uuid', { name: 'run_id' })
  runId!: string;

  @Column('text')
  kind!: 'start' | 'ring';

  @Column('jsonb')
  payload!: Record<string, unknown>;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;
}
