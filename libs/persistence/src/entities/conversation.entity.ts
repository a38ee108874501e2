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
import { ContactEntity } from './contact.entity.js';
import { PhoneNumberEntity } from './phone-number.entity.js';

/** A contact on one WhatsApp number. `lastInboundAt` opens the customer service window for 24 hours. */
@Entity('conversation')
@Unique('conversation_contact_number_key', ['contactId', 'numberId'])
@Index('conversation_number_idx', ['numberId'])
@Index('conversation_page_idx', ['workspaceId', 'createdAt', 'id'])
@Index('conversation_owned_idx', ['ownedUntil'], { where: "owner = 'human' and owned_until is not null" })
@Index('conversation_unread_idx', ['workspaceId', 'lastInboundAt'], { where: 'unread' })
export class ConversationEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'conversation_pkey' })
  id!: string;

  @Column('uuid', { name: 'workspace_id' })
  workspaceId!: string;

  @Column('uuid', { name: 'contact_id' })
  contactId!: string;

  @ManyToOne(() => ContactEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'contact_id', foreignKeyConstraintName: 'conversation_contact_fkey' })
  contact!: Relation<ContactEntity>;

  @Column('uuid', { name: 'number_id' })
  numberId!: string;

  @ManyToOne(() => PhoneNumberEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'number_id', foreignKeyConstraintName: 'conversation_number_fkey' })
  number!: Relation<PhoneNumberEntity>;

  @Column('timestamptz', { name: 'last_inbound_at', nullable: true })
  lastInboundAt!: Date | null;

  @Column('text', { default: 'bot' })
  owner!: 'bot' | 'ai' | 'human';

  /** When a person's hold on the chat ends by itself; null when it does not. */
  @Column('timestamptz', { name: 'owned_until', nullable: true })
  ownedUntil!: Date | null;

  /** Whether operators have something to look at. */
  @Column('boolean', { default: false })
  unread!: boolean;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;
}
