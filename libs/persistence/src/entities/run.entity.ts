import { Column, CreateDateColumn, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { AutomationEntity } from './automation.entity.js';
import { ContactEntity } from './contact.entity.js';

/**
 * One contact through one version of an automation. `revision` guards every write; `epoch` names the workflow execution that
 * drives the run. `disarmed` and `refused` runs never entered and are in no number.
 */
@Entity('run')
@Index('run_armed_key', ['automationId', 'contactId', 'key'], {
  unique: true,
  where: "state = 'armed' and held_seq is null",
})
@Index('run_queue_idx', ['automationId', 'contactId', 'heldSeq'], { where: "state = 'armed' and queued" })
@Index('run_live_idx', ['workspaceId', 'contactId'], { where: "state in ('armed', 'active')" })
@Index('run_entry_idx', ['automationId', 'contactId', 'enteredAt'])
@Index('run_contact_idx', ['contactId', 'createdAt', 'id'])
@Index('run_page_idx', ['workspaceId', 'createdAt', 'id'])
@Index('run_automation_page_idx', ['workspaceId', 'automationId', 'createdAt', 'id'])
@Index('run_wake_idx', ['wakeAt'], { where: "state in ('armed', 'active')" })
@Index('run_momentless_idx', ['createdAt'], { where: "state in ('armed', 'active') and wake_at is null" })
@Index('run_repair_idx', ['workspaceId', 'createdAt', 'id'], { where: 'needs_repair' })
@Index('run_stalled_idx', ['stalledAt'], { where: 'stalled_at is not null' })
export class RunEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'run_pkey' })
  id!: string;

  @Column('uuid', { name: 'workspace_id' })
  workspaceId!: string;

  @Column('uuid', { name: 'automation_id' })
  automationId!: string;

  @ManyToOne(() => AutomationEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'automation_id', foreignKeyConstraintName: 'run_automation_fkey' })
  automation!: Relation<AutomationEntity>;

  @Column('int')
  version!: number;

  @Column('uuid', { name: 'contact_id' })
  contactId!: string;

  @ManyToOne(() => ContactEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'contact_id', foreignKeyConstraintName: 'run_contact_fkey' })
  contact!: Relation<ContactEntity>;

  @Column('text', { name: 'trigger_id' })
  triggerId!: string;

  /** The cart, order or booking the run is about; empty when the trigger has no key. */
  @Column('text', { default: '' })
  key!: string;

  @Column('text')
  state!: 'armed' | 'active' | 'completed' | 'exited' | 'disarmed' | 'refused';

  /** Why it ended, exited, or never entered. */
  @Column('text', { nullable: true })
  reason!: string | null;

  /** The event that started it: `{ type, id, time, data }`. */
  @Column('jsonb', { name: 'trigger_event' })
  triggerEvent!: Record<string, unknown>;

  @Column('timestamptz', { name: 'event_time' })
  eventTime!: Date;

  @Column('timestamptz', { name: 'armed_until', nullable: true })
  armedUntil!: Date | null;

  /** The contact's sequence number when it was first held at the door: its place among those that are. */
  @Column('bigint', { name: 'held_seq', nullable: true })
  heldSeq!: number | null;

  /** Whether it waits for the end of another run. */
  @Column('boolean', { default: false })
  queued!: boolean;

  @Column('timestamptz', { name: 'entered_at', nullable: true })
  enteredAt!: Date | null;

  @Column('timestamptz', { name: 'ended_at', nullable: true })
  endedAt!: Date | null;

  @Column('timestamptz', { name: 'converted_at', nullable: true })
  convertedAt!: Date | null;

  @Column('jsonb', { name: 'run_state', nullable: true })
  runState!: Record<string, unknown> | null;

  @Column('timestamptz', { name: 'wake_at', nullable: true })
  wakeAt!: Date | null;

  /** The contact's sequence number at this run's last claimed asking send: the run that asked last takes the reply. */
  @Column('bigint', { name: 'asked_seq', nullable: true })
  askedSeq!: number | null;

  /** Where it stands and why, a line per token. */
  @Column('jsonb', { default: [] })
  standing!: string[];

  @Column('int', { default: 1 })
  epoch!: number;

  @Column('int', { default: 0 })
  revision!: number;

  /** Set while our own defect keeps it from moving. */
  @Column('timestamptz', { name: 'stalled_at', nullable: true })
  stalledAt!: Date | null;

  @Column('text', { name: 'stalled_because', nullable: true })
  stalledBecause!: string | null;

  /** The workflow has seen a newer revision than the row: the database was restored, nothing is sent until someone looks. */
  @Column('boolean', { name: 'needs_repair', default: false })
  needsRepair!: boolean;

  @Column('int', { name: 'causation_depth', default: 0 })
  causationDepth!: number;

  /** The step of another run that started this one. */
  @Column('jsonb', { name: 'started_by', nullable: true })
  startedBy!: { runId: string; stepId: string; turn: number } | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;
}
