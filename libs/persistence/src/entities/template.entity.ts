import {
  Column,
  CreateDateColumn,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
  Unique,
  UpdateDateColumn,
  type Relation,
} from 'typeorm';
import { WorkspaceEntity } from './workspace.entity.js';

/** A WhatsApp template as we know it; `status` follows WhatsApp. */
@Entity('template')
@Unique('template_name_key', ['workspaceId', 'name', 'language'])
@Index('template_provider_idx', ['wabaId', 'name', 'language'])
export class TemplateEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'template_pkey' })
  id!: string;

  @Column('uuid', { name: 'workspace_id' })
  workspaceId!: string;

  @ManyToOne(() => WorkspaceEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'workspace_id', foreignKeyConstraintName: 'template_workspace_fkey' })
  workspace!: Relation<WorkspaceEntity>;

  @Column('text')
  name!: string;

  @Column('text')
  language!: string;

  @Column('text')
  category!: 'marketing' | 'utility' | 'authentication';

  @Column('text')
  status!: 'draft' | 'pending' | 'approved' | 'rejected' | 'paused' | 'disabled';

  @Column('jsonb')
  components!: unknown[];

  /** The variables its texts name, in order: `1`, `2`, … or names. */
  @Column('jsonb', { default: [] })
  variables!: string[];

  @Column('text', { name: 'waba_id' })
  wabaId!: string;

  /** WhatsApp's id. */
  @Column('text', { name: 'provider_id', nullable: true })
  providerId!: string | null;

  /** How contacts take it, in WhatsApp's words: GREEN, YELLOW, RED, UNKNOWN. */
  @Column('text', { nullable: true })
  quality!: string | null;

  @Column('text', { name: 'status_reason', nullable: true })
  statusReason!: string | null;

  /** When it was edited after its approval, in epoch milliseconds, the last 30 days: WhatsApp limits that. */
  @Column('jsonb', { default: [] })
  edits!: number[];

  /** When WhatsApp ends a pause for low quality. */
  @Column('timestamptz', { name: 'paused_until', nullable: true })
  pausedUntil!: Date | null;

  /** When it was deleted. Its row stays until the name is used again. */
  @Column('timestamptz', { name: 'deleted_at', nullable: true })
  deletedAt!: Date | null;

  /** WhatsApp takes the name of an approved template again only then. */
  @Column('timestamptz', { name: 'name_locked_until', nullable: true })
  nameLockedUntil!: Date | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz' })
  updatedAt!: Date;
}
