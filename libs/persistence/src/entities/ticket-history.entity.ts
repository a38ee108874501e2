import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn, Unique, type Relation } from 'typeorm';
import { TicketEntity } from './ticket.entity.js';

/** One line of a ticket's history. */
@Entity('ticket_history')
@Unique('ticket_history_change_key', ['changeId'])
@Index('ticket_history_ticket_idx', ['ticketId', 'id'])
export class TicketHistoryEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'ticket_history_pkey',
  })
  id!: number;

  @Column('uuid', { name: 'ticket_id' })
  ticketId!: string;

  @ManyToOne(() => TicketEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'ticket_id', foreignKeyConstraintName: 'ticket_history_ticket_fkey' })
  ticket!: Relation<TicketEntity>;

  /** Derived from what made the change, so that a repeat adds no line. */
  @Column('uuid', { name: 'change_id' })
  changeId!: string;

  @Column('timestamptz')
  at!: Date;

  /** The run that made it. */
  @Column('uuid', { name: 'run_id', nullable: true })
  runId!: string | null;

  /** Per changed property what it was and what it is; all from null for the opening. */
  @Column('jsonb')
  changes!: Record<string, { from: string | null; to: string | null }>;

  @Column('text', { nullable: true })
  note!: string | null;
}
