import { Column, CreateDateColumn, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { RunEntity } from './run.entity.js';

/**
 * A call of a run to an outside system, planned as a row before anything is called, one per (run, step, turn). The row is also the
 * effect: `effectState` says whether it is still to be made, done, or told to the run.
 */
@Entity('run_call')
@Index('run_call_step_key', ['runId', 'stepId', 'turn'], { unique: true })
@Index('run_call_effect_idx', ['runId'], { where: "effect_state in ('open', 'done')" })
export class RunCallEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'run_call_pkey' })
  id!: string;

  @Column('uuid', { name: 'workspace_id' })
  workspaceId!: string;

  @Column('uuid', { name: 'run_id' })
  runId!: string;

  @ManyToOne(() => RunEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'run_id', foreignKeyConstraintName: 'run_call_run_fkey' })
  run!: Relation<RunEntity>;

  @Column('text', { name: 'step_id' })
  stepId!: string;

  @Column('int')
  turn!: number;

  /** What is called, rendered; it may hold secrets of the author. */
  @Column('jsonb')
  call!: Record<string, unknown>;

  @Column('text')
  status!: 'planned' | 'calling' | 'done' | 'failed' | 'skipped';

  @Column('timestamptz', { name: 'status_at', nullable: true })
  statusAt!: Date | null;

  @Column('timestamptz', { name: 'intended_at' })
  intendedAt!: Date;

  @Column('text', { name: 'effect_state' })
  effectState!: 'open' | 'done' | 'consumed';

  @Column('jsonb', { name: 'effect_result', nullable: true })
  effectResult!: Record<string, unknown> | null;

  /** The attempt that holds the claim: only its answer counts. */
  @Column('uuid', { name: 'attempt_id', nullable: true })
  attemptId!: string | null;

  @Column('timestamptz', { name: 'claimed_at', nullable: true })
  claimedAt!: Date | null;

  /** A call that has to be repeated is not made before. */
  @Column('timestamptz', { name: 'next_attempt_at', nullable: true })
  nextAttemptAt!: Date | null;

  /** What the attempts came to, oldest first: `{ at, outcome }`. */
  @Column('jsonb', { default: [] })
  attempts!: unknown[];

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;
}
