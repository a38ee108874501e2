import { CreateDateColumn, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { ContactEntity } from './contact.entity.js';

/** A tag a contact carries. */
@Entity('contact_tag')
export class ContactTagEntity {
  @PrimaryColumn('uuid', { name: 'contact_id', primaryKeyConstraintName: 'contact_tag_pkey' })
  contactId!: string;

  @ManyToOne(() => ContactEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'contact_id', foreignKeyConstraintName: 'contact_tag_contact_fkey' })
  contact!: Relation<ContactEntity>;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'contact_tag_pkey' })
  tag!: string;

  @CreateDateColumn({ name: 'added_at', type: 'timestamptz' })
  addedAt!: Date;
}
