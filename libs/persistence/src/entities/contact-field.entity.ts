import { Column, CreateDateColumn, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import type { ContactFieldType } from '../repositories/contact-fields.repository.js';
import { WorkspaceEntity } from './workspace.entity.js';

/** The definition of a field contacts may have. The values stand in the contact's `fields`, by the field's name. */
@Entity('contact_field')
export class ContactFieldEntity {
  @PrimaryColumn('uuid', { name: 'workspace_id', primaryKeyConstraintName: 'contact_field_pkey' })
  workspaceId!: string;

  @ManyToOne(() => WorkspaceEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'workspace_id', foreignKeyConstraintName: 'contact_field_workspace_fkey' })
  workspace!: Relation<WorkspaceEntity>;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'contact_field_pkey' })
  name!: string;

  @Column('text')
  type!: ContactFieldType;

  /** What a `choice` may be; empty for the other types. */
  @Column('jsonb', { default: [] })
  options!: string[];

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;
}
