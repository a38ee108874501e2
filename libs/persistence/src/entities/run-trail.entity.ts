import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn, type Relation } from 'typeorm';
import { RunEntity } from './run.entity.js';

/** One line of a run's timeline. */
@Entity('run_trail')
@Index('run_trail_run_idx', ['runId', 'id'])
export class RunTrailEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'run_trail_pkey',
  })
  id!: number;

  @Column('uuid', { name: 'run_id' })
  runId!: string;

  @ManyToOne(() => RunEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'run_id', foreignKeyConstraintName: 'run_trail_run_fkey' })
  run!: Relation<RunEntity>;

  @Column('timestamptz')
  at!: Date;

  @Column('timestamptz', { name: 'intended_at', nullable: true })
  intendedAt!: Date | null;

  @Column('text', { name: 'step_id', nullable: true })
  stepId!: string | null;

  @Column('int', { nullable: true })
  turn!: number | null;

  @Column('text')
  what!: string;

  @Column('text')
  why!: string;

  @Column('jsonb', { nullable: true })
  saw!: Record<string, unknown> | null;
}
