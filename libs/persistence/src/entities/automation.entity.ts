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

/** An automation: one draft and, once published, a latest version. Only an enabled one starts runs. */
@Entity('automation')
@Unique('automation_slug_key', ['workspaceId', 'slug'])
@Index('automation_schedules_idx', ['id'], { where: 'schedules_revision <> schedules_synced' })
@Index('automation_awaiting_idx', ['workspaceId'], { where: 'publish_when_approved' })
@Index('automation_page_idx', ['workspaceId', 'createdAt', 'id'])
export class AutomationEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'automation_pkey' })
  id!: string;

  @Column('uuid', { name: 'workspace_id' })
  workspaceId!: string;

  @ManyToOne(() => WorkspaceEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'workspace_id', foreignKeyConstraintName: 'automation_workspace_fkey' })
  workspace!: Relation<WorkspaceEntity>;

  @Column('text')
  slug!: string;

  @Column('text')
  name!: string;

  @Column('text', { default: 'draft' })
  state!: 'draft' | 'enabled' | 'disabled';

  @Column('jsonb')
  draft!: Record<string, unknown>;

  /** Rises with every change of the draft; an update names the one it saw. */
  @Column('int', { name: 'draft_revision', default: 1 })
  draftRevision!: number;

  @Column('int', { name: 'latest_version', nullable: true })
  latestVersion!: number | null;

  /** Since when it has been enabled without a break. */
  @Column('timestamptz', { name: 'enabled_at', nullable: true })
  enabledAt!: Date | null;

  /** Rises whenever its schedules in Temporal may have to change. */
  @Column('int', { name: 'schedules_revision', default: 0 })
  schedulesRevision!: number;

  /** The revision that Temporal has. */
  @Column('int', { name: 'schedules_synced', default: 0 })
  schedulesSynced!: number;
  /** Whether the draft is published by itself once every template it sends is approved. */
  @Column('boolean', { name: 'publish_when_approved', default: false })
  publishWhenApproved!: boolean;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz' })
  updatedAt!: Date;
}
