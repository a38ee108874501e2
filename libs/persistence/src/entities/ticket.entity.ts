import type { TicketPriority, TicketStatus } from '@threadline/automation';
import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, Unique, type Relation } from 'typeorm';
import { ContactEntity } from './contact.entity.js';
import { OperatorEntity } from './operator.entity.js';

/** A ticket of the built-in desk. */
@Entity('ticket')
@Unique('ticket_number_key', ['workspaceId', 'number'])
@Index('ticket_desk_idx', ['workspaceId', 'status', 'number'])
@Index('ticket_contact_idx', ['contactId', 'number'])
@Index('ticket_run_idx', ['runId', 'number'], { where: 'run_id is not null' })
@Index('ticket_assignee_idx', ['assigneeId'])
export class TicketEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'ticket_pkey' })
  id!: string;

  @Column('uuid', { name: 'workspace_id' })
  workspaceId!: string;

  @Column('int')
  number!: number;

  @Column('uuid', { name: 'contact_id' })
  contactId!: string;

  @ManyToOne(() => ContactEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'contact_id', foreignKeyConstraintName: 'ticket_contact_fkey' })
  contact!: Relation<ContactEntity>;

  /** The run that opened it. */
  @Column('uuid', { name: 'run_id', nullable: true })
  runId!: string | null;

  @Column('text')
  subject!: string;

  @Column('text')
  status!: TicketStatus;

  @Column('text')
  priority!: TicketPriority;

  @Column('uuid', { name: 'assignee_id', nullable: true })
  assigneeId!: string | null;

  @ManyToOne(() => OperatorEntity, { onDelete: 'SET NULL' })
  @JoinColumn({ name: 'assignee_id', foreignKeyConstraintName: 'ticket_assignee_fkey' })
  assignee!: Relation<OperatorEntity> | null;

  @Column('timestamptz', { name: 'opened_at' })
  openedAt!: Date;

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt!: Date;
}
