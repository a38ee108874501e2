import { Column, CreateDateColumn, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { WorkspaceEntity } from './workspace.entity.js';

/**
 * An outside system that a workspace is connected with. `secrets` are sealed by a SecretBox for this row; `secretsKey` tells
 * with which key, so that a rotation finds what is left to do. A revoked connection keeps its row and no secrets.
 */
@Entity('connection')
@Index('connection_name_key', ['workspaceId', 'name'], { unique: true, where: 'revoked_at is null' })
@Index('connection_workspace_idx', ['workspaceId', 'createdAt', 'id'])
@Index('connection_key_idx', ['secretsKey', 'id'])
export class ConnectionEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'connection_pkey' })
  id!: string;

  @Column('uuid', { name: 'workspace_id' })
  workspaceId!: string;

  @ManyToOne(() => WorkspaceEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'workspace_id', foreignKeyConstraintName: 'connection_workspace_fkey' })
  workspace!: Relation<WorkspaceEntity>;

  @Column('text')
  kind!: string;

  @Column('text')
  name!: string;

  @Column('jsonb')
  settings!: Record<string, unknown>;

  @Column('text', { nullable: true })
  secrets!: string | null;

  @Column('text', { name: 'secrets_key', nullable: true })
  secretsKey!: string | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'updated_at', default: () => 'now()' })
  updatedAt!: Date;

  /** When its secrets were last replaced. */
  @Column('timestamptz', { name: 'rotated_at', nullable: true })
  rotatedAt!: Date | null;

  @Column('timestamptz', { name: 'revoked_at', nullable: true })
  revokedAt!: Date | null;
}
