import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { ContactEntity } from './contact.entity.js';

/**
 * A date that a contact's field holds, to be found by its day. Nobody writes it: a trigger of the database keeps it as the contact's
 * `fields` say.
 */
@Entity('contact_date')
@Index('contact_date_day_idx', ['workspaceId', 'field', 'monthDay', 'contactId', 'day'])
export class ContactDateEntity {
  @PrimaryColumn('uuid', { name: 'contact_id', primaryKeyConstraintName: 'contact_date_pkey' })
  contactId!: string;

  @ManyToOne(() => ContactEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'contact_id', foreignKeyConstraintName: 'contact_date_contact_fkey' })
  contact!: Relation<ContactEntity>;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'contact_date_pkey' })
  field!: string;

  @Column('uuid', { name: 'workspace_id' })
  workspaceId!: string;

  /** As it is written, `1990-04-02`; of a date-time its first ten characters, in whatever zone. */
  @Column('text')
  day!: string;

  /** The same without its year, `04-02`. */
  @Column('text', { name: 'month_day' })
  monthDay!: string;
}
