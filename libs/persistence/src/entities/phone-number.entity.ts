import {
  Column,
  CreateDateColumn,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
  Unique,
  type Relation,
} from 'typeorm';
import { WorkspaceEntity } from './workspace.entity.js';

/** A WhatsApp number of a workspace. `nextSlotAt` is the next moment it may send: reserving it is how throughput stays exact. */
@Entity('phone_number')
@Unique('phone_number_provider_key', ['phoneNumberId'])
@Index('phone_number_workspace_idx', ['workspaceId'])
@Index('phone_number_waba_idx', ['wabaId'])
@Index('phone_number_key_idx', ['secretsKey', 'id'])
export class PhoneNumberEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'phone_number_pkey' })
  id!: string;

  @Column('uuid', { name: 'workspace_id' })
  workspaceId!: string;

  @ManyToOne(() => WorkspaceEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'workspace_id', foreignKeyConstraintName: 'phone_number_workspace_fkey' })
  workspace!: Relation<WorkspaceEntity>;

  /** WhatsApp's id of the number. */
  @Column('text', { name: 'phone_number_id' })
  phoneNumberId!: string;

  /** The WhatsApp business account the number and its templates belong to. */
  @Column('text', { name: 'waba_id' })
  wabaId!: string;

  @Column('text', { name: 'display_phone' })
  displayPhone!: string;

  @Column('int', { name: 'messages_per_second', default: 80 })
  messagesPerSecond!: number;

  @Column('timestamptz', { name: 'next_slot_at', default: () => "'-infinity'" })
  nextSlotAt!: Date;

  /** The same for the share of the throughput that is kept for answers. */
  @Column('timestamptz', { name: 'next_answer_slot_at', default: () => "'-infinity'" })
  nextAnswerSlotAt!: Date;

  /** When the last in the line of what waits for the number has its turn. */
  @Column('timestamptz', { name: 'line_at', default: () => "'-infinity'" })
  lineAt!: Date;

  /** WhatsApp's last word on its quality, such as FLAGGED, UNFLAGGED, DOWNGRADE, and how many people it may write to first. */
  @Column('text', { nullable: true })
  quality!: string | null;

  @Column('text', { name: 'messaging_limit', nullable: true })
  messagingLimit!: string | null;

  @Column('timestamptz', { name: 'quality_at', nullable: true })
  qualityAt!: Date | null;

  /** The access token, sealed by a SecretBox for this row; null where that of the environment is used. */
  @Column('text', { nullable: true })
  secrets!: string | null;

  /** The key that sealed it. */
  @Column('text', { name: 'secrets_key', nullable: true })
  secretsKey!: string | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;
}
