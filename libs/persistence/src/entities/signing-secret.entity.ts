import { Column, CreateDateColumn, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { WorkspaceEntity } from './workspace.entity.js';

/** A secret with which a workspace's calls are signed. One is active; those before it sign too until `signsUntil`. */
@Entity('signing_secret')
@Index('signing_secret_active_key', ['workspaceId'], { unique: true, where: 'signs_until is null' })
@Index('signing_secret_workspace_idx', ['workspaceId', 'createdAt'])
@Index('signing_secret_key_idx', ['secretsKey', 'id'])
export class SigningSecretEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'signing_secret_pkey' })
  id!: string;

  @Column('uuid', { name: 'workspace_id' })
  workspaceId!: string;

  @ManyToOne(() => WorkspaceEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'workspace_id', foreignKeyConstraintName: 'signing_secret_workspace_fkey' })
  workspace!: Relation<WorkspaceEntity>;

  /** The secret, sealed by a SecretBox for this row. */
  @Column('text')
  secrets!: string;

  @Column('text', { name: 'secrets_key' })
  secretsKey!: string;

  @Column('timestamptz', { name: 'signs_until', nullable: true })
  signsUntil!: Date | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;
}
