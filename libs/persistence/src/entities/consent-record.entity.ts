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
import { ContactEntity } from './contact.entity.js';

/** One giving or withdrawing of marketing consent, with what proves it. Only ever appended; the contact's row has the present state. */
@Entity('consent_record')
@Index('consent_record_contact_idx', ['contactId', 'id'])
export class ConsentRecordEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'consent_record_pkey',
  })
  id!: number;

  @Column('uuid', { name: 'contact_id' })
  contactId!: string;

  @ManyToOne(() => ContactEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'contact_id', foreignKeyConstraintName: 'consent_record_contact_fkey' })
  contact!: Relation<ContactEntity>;

  @Column('text')
  marketing!: 'given' | 'withdrawn';

  /** When the contact said so. */
  @Column('timestamptz')
  at!: Date;

  /** The contact's words. */
  @Column('text', { nullable: true })
  text!: string | null;

  /** Our id of the contact's message; the proof outlives the message, so it references nothing. */
  @Column('text', { name: 'message_id', nullable: true })
  messageId!: string | null;

  /** Who recorded it: a run, a message, an operator, the API. */
  @Column('text')
  via!: string;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;
}
