import { CreateDateColumn, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { ContactEntity } from './contact.entity.js';
import { ListEntity } from './list.entity.js';

/** A contact's membership of a list. */
@Entity('contact_list')
@Index('contact_list_contact_idx', ['contactId'])
export class ContactListEntity {
  @PrimaryColumn('uuid', { name: 'list_id', primaryKeyConstraintName: 'contact_list_pkey' })
  listId!: string;

  @ManyToOne(() => ListEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'list_id', foreignKeyConstraintName: 'contact_list_list_fkey' })
  list!: Relation<ListEntity>;

  @PrimaryColumn('uuid', { name: 'contact_id', primaryKeyConstraintName: 'contact_list_pkey' })
  contactId!: string;

  @ManyToOne(() => ContactEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'contact_id', foreignKeyConstraintName: 'contact_list_contact_fkey' })
  contact!: Relation<ContactEntity>;

  @CreateDateColumn({ name: 'joined_at', type: 'timestamptz' })
  joinedAt!: Date;
}
