import { Column, CreateDateColumn, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { ContactEntity } from './contact.entity.js';
import { ConversationEntity } from './conversation.entity.js';

/**
 * A message, in or out. An outgoing one of a run is planned as a row before anything is called, one per (run, step, turn);
 * the row is also the effect: `effectState` says whether it is still to be performed, done, or told to the run.
 */
@Entity('message')
@Index('message_provider_key', ['workspaceId', 'providerId'], { unique: true, where: 'provider_id is not null' })
@Index('message_step_key', ['runId', 'stepId', 'turn'], {
  unique: true,
  where: "run_id is not null and direction = 'out'",
})
@Index('message_effect_idx', ['runId'], { where: "effect_state in ('open', 'done')" })
@Index('message_contact_idx', ['workspaceId', 'contactId', 'createdAt'])
@Index('message_contact_fk_idx', ['contactId'])
@Index('message_conversation_idx', ['conversationId'])
@Index('message_parked_idx', ['workspaceId'], { where: "status = 'planned' and problem is not null" })
@Index('message_capped_idx', ['workspaceId', 'contactId', 'category', 'claimedAt'], { where: 'claimed_at is not null' })
@Index('message_underway_idx', ['contactId', 'intendedAt', 'id'], {
  where: "direction = 'out' and status in ('planned', 'sending')",
})
@Index('message_attempt_idx', ['claimedAt'], { where: "status = 'sending'" })
@Index('message_settle_idx', ['settleAt'], { where: "status = 'unknown'" })
export class MessageEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'message_pkey' })
  id!: string;

  @Column('uuid', { name: 'workspace_id' })
  workspaceId!: string;

  @Column('uuid', { name: 'contact_id' })
  contactId!: string;

  @ManyToOne(() => ContactEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'contact_id', foreignKeyConstraintName: 'message_contact_fkey' })
  contact!: Relation<ContactEntity>;

  @Column('uuid', { name: 'conversation_id' })
  conversationId!: string;

  @ManyToOne(() => ConversationEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'conversation_id', foreignKeyConstraintName: 'message_conversation_fkey' })
  conversation!: Relation<ConversationEntity>;

  @Column('text')
  direction!: 'in' | 'out';

  @Column('jsonb')
  content!: Record<string, unknown>;

  @Column('text', { nullable: true })
  category!: string | null;

  @Column('text')
  status!: string;

  /** WhatsApp's id (wamid). */
  @Column('text', { name: 'provider_id', nullable: true })
  providerId!: string | null;

  @Column('uuid', { name: 'run_id', nullable: true })
  runId!: string | null;

  @Column('text', { name: 'step_id', nullable: true })
  stepId!: string | null;

  @Column('int', { nullable: true })
  turn!: number | null;

  /** Whether the contact's next message may answer it. */
  @Column('boolean', { default: false })
  asks!: boolean;

  @Column('timestamptz', { name: 'intended_at', nullable: true })
  intendedAt!: Date | null;

  @Column('text', { name: 'effect_state', nullable: true })
  effectState!: 'open' | 'done' | 'consumed' | null;

  @Column('jsonb', { name: 'effect_result', nullable: true })
  effectResult!: Record<string, unknown> | null;

  /** The attempt that holds the claim: a late answer of another attempt may not overwrite what this one recorded. */
  @Column('uuid', { name: 'attempt_id', nullable: true })
  attemptId!: string | null;

  @Column('timestamptz', { name: 'claimed_at', nullable: true })
  claimedAt!: Date | null;

  @Column('bigint', { name: 'claimed_seq', nullable: true })
  claimedSeq!: number | null;

  /** How often WhatsApp refused it for now. */
  @Column('int', { default: 0 })
  refusals!: number;

  /** When it has its turn in the line of its number; null while it has not stood in it. */
  @Column('timestamptz', { name: 'place_at', nullable: true })
  placeAt!: Date | null;

  /** Whether WhatsApp did not know its file any more and was given it anew, which is done once. */
  @Column('boolean', { name: 'file_renewed', default: false })
  fileRenewed!: boolean;

  @Column('timestamptz', { name: 'status_at', nullable: true })
  statusAt!: Date | null;

  @Column('timestamptz', { name: 'delivered_at', nullable: true })
  deliveredAt!: Date | null;

  /** When a button or row of it was last tapped. */
  @Column('timestamptz', { name: 'clicked_at', nullable: true })
  clickedAt!: Date | null;

  @Column('timestamptz', { name: 'read_at', nullable: true })
  readAt!: Date | null;

  /** Why it failed, was skipped or is parked: `{ code, words, … }`. */
  @Column('jsonb', { nullable: true })
  problem!: Record<string, unknown> | null;

  /** What WhatsApp charges for it, in WhatsApp's words. */
  @Column('jsonb', { nullable: true })
  pricing!: Record<string, unknown> | null;

  /** When the contact changed it or took it back. */
  @Column('timestamptz', { name: 'changed_at', nullable: true })
  changedAt!: Date | null;

  /** When an unknown outcome is settled by policy at the latest. */
  @Column('timestamptz', { name: 'settle_at', nullable: true })
  settleAt!: Date | null;

  /** The contact's sequence number when an inbound message was stored. */
  @Column('bigint', { nullable: true })
  seq!: number | null;

  /** Who took an inbound message, and who lost it and why. */
  @Column('jsonb', { nullable: true })
  routing!: Record<string, unknown> | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;
}
