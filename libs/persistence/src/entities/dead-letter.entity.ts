import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { WorkspaceEntity } from './workspace.entity.js';

/** A message that could not be handled, as the dead-letter topic has it, with the place it was first read from. */
@Entity('dead_letter')
@Index('dead_letter_page_idx', ['workspaceId', 'diedAt', 'id'])
@Index('dead_letter_age_idx', ['diedAt'])
export class DeadLetterEntity {
  /** Derived from the place it was read from: a message that was buried twice is one dead letter. */
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'dead_letter_pkey' })
  id!: string;

  /** Null when nobody can tell whose it is: it is for whoever runs the installation. */
  @Column('uuid', { name: 'workspace_id', nullable: true })
  workspaceId!: string | null;

  @ManyToOne(() => WorkspaceEntity, { onDelete: 'CASCADE', nullable: true })
  @JoinColumn({ name: 'workspace_id', foreignKeyConstraintName: 'dead_letter_workspace_fkey' })
  workspace!: Relation<WorkspaceEntity> | null;

  @Column('text')
  topic!: string;

  @Column('int')
  partition!: number;

  @Column('bigint')
  offset!: number;

  @Column('text')
  code!: string;

  @Column('text')
  reason!: string;

  /** Where in the message, as a JSON path. */
  @Column('text', { nullable: true })
  path!: string | null;

  @Column('text', { nullable: true })
  stack!: string | null;

  @Column('bytea', { nullable: true })
  key!: Buffer | null;

  @Column('bytea', { nullable: true })
  value!: Buffer | null;

  /** The message's own headers, their values in base64. */
  @Column('jsonb')
  headers!: Record<string, string>;

  /** Whether `value` is only the beginning of what was sent: then it cannot be sent again. */
  @Column('boolean', { name: 'is_cut' })
  isCut!: boolean;

  /** When it was first sent. */
  @Column('timestamptz', { name: 'sent_at' })
  sentAt!: Date;

  @Column('timestamptz', { name: 'died_at' })
  diedAt!: Date;

  @Column('timestamptz', { name: 'replayed_at', nullable: true })
  replayedAt!: Date | null;

  @Column('int', { default: 0 })
  replays!: number;
}
