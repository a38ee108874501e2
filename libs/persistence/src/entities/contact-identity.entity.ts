import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { ContactEntity } from './contact.entity.js';

/** One way to recognise a contact: a phone number, a WhatsApp user id, an e-mail address or another system's id. */
@Entity('contact_identity')
@Index('contact_identity_contact_idx', ['contactId'])
export class ContactIdentityEntity {
  @PrimaryColumn('uuid', { name: 'workspace_id', primaryKeyConstraintName: 'contact_identity_pkey' })
  workspaceId!: string;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'contact_identity_pkey' })
  kind!: string;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'contact_identity_pkey' })
  value!: string;

  @Column('uuid', { name: 'contact_id' })
  contactId!: string;

  @ManyToOne(() => ContactEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'contact_id', foreignKeyConstraintName: 'contact_identity_contact_fkey' })
  contact!: Relation<ContactEntity>;
}
