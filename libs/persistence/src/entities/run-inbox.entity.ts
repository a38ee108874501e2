import {
  Column,
  CreateDateColumn,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryGeneratedColumn,
  type Relation,
} from 'typeorm';
import { RunEntity } from './run.entity.js';

/** A fact that concerns a run, written by whoever learned it, consumed by the run's next decision. */
@Entity('run_inbox')
@Index('run_inbox_unconsumed_idx', ['runId', 'id'], { where: 'consumed_at is null' })
@Index('run_inbox_unheard_idx', ['createdAt'], { where: 'consumed_at is null' })
@Index('run_inbox_run_idx', ['runId'])
export class RunInboxEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'run_inbox_pkey',
  })
  id!: number;

  @Column('uuid', { name: 'run_id' })
  runId!: string;

  @ManyToOne(() => RunEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'run_id', foreignKeyConstraintName: 'run_inbox_run_fkey' })
  run!: Relation<RunEntity>;

  @Column('jsonb')
  fact!: Record<string, unknown>;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'consumed_at', nullable: true })
  consumedAt!: Date | null;
}
