import { Column, CreateDateColumn, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { ContactEntity } from './contact.entity.js';

/** An event that ends or disarms runs, kept for events that come late: what it ended must not be armed by an older one. */
@Entity('ending_event')
@Index('ending_event_contact_idx', ['contactId', 'happenedAt'])
@Index('ending_event_age_idx', ['createdAt'])
export class EndingEventEntity {
  /** Derived from workspace, source and id of the event. */
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'ending_event_pkey' })
  id!: string;

  @Column('uuid', { name: 'contact_id' })
  contactId!: string;

  @ManyToOne(() => ContactEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'contact_id', foreignKeyConstraintName: 'ending_event_contact_fkey' })
  contact!: Relation<ContactEntity>;

  @Column('text')
  type!: string;

  @Column('timestamptz', { name: 'happened_at' })
  happenedAt!: Date;

  @Column('jsonb')
  data!: Record<string, unknown>;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;
}
