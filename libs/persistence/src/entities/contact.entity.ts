import {
  Column,
  CreateDateColumn,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
  UpdateDateColumn,
  type Relation,
} from 'typeorm';
import { WorkspaceEntity } from './workspace.entity.js';

/** A person. The row's lock is the arbiter of everything that happens to the contact; `seq` orders it without clocks. */
@Entity('contact')
@Index('contact_workspace_idx', ['workspaceId', 'id'])
@Index('contact_page_idx', ['workspaceId', 'createdAt', 'id'])
@Index('contact_merged_into_idx', ['mergedInto'], { where: 'merged_into is not null' })
export class ContactEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'contact_pkey' })
  id!: string;

  @Column('uuid', { name: 'workspace_id' })
  workspaceId!: string;

  @ManyToOne(() => WorkspaceEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'workspace_id', foreignKeyConstraintName: 'contact_workspace_fkey' })
  workspace!: Relation<WorkspaceEntity>;

  @Column('text', { name: 'first_name', nullable: true })
  firstName!: string | null;

  @Column('text', { name: 'last_name', nullable: true })
  lastName!: string | null;

  @Column('text', { nullable: true })
  language!: string | null;

  @Column('text', { nullable: true })
  country!: string | null;

  @Column('text', { name: 'time_zone', nullable: true })
  timeZone!: string | null;

  @Column('jsonb', { default: {} })
  fields!: Record<string, unknown>;

  @Column('text', { name: 'marketing_consent', default: 'unknown' })
  marketingConsent!: 'given' | 'withdrawn' | 'unknown';

  @Column('timestamptz', { name: 'consent_at', nullable: true })
  consentAt!: Date | null;

  /** What proves the consent or its withdrawal: a message's id, an operator, the API. */
  @Column('text', { name: 'consent_via', nullable: true })
  consentVia!: string | null;

  @Column('boolean', { default: false })
  blocked!: boolean;

  @Column('bigint', { default: 0 })
  seq!: number;

  /** The contact that this one turned out to be. Such a row is empty: it only tells whoever has its id where to go. */
  @Column('uuid', { name: 'merged_into', nullable: true })
  mergedInto!: string | null;

  @ManyToOne(() => ContactEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'merged_into', foreignKeyConstraintName: 'contact_merged_into_fkey' })
  survivor!: Relation<ContactEntity> | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz' })
  updatedAt!: Date;
}
