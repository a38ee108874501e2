import {
  Column,
  CreateDateColumn,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
  Unique,
  type Relation,
} from 'typeorm';
import { WorkspaceEntity } from './workspace.entity.js';

/** A key of the API. Only its SHA-256 is stored; `prefix` lets people recognise it. */
@Entity('api_key')
@Unique('api_key_hash_key', ['hash'])
@Index('api_key_workspace_idx', ['workspaceId'])
export class ApiKeyEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'api_key_pkey' })
  id!: string;

  @Column('uuid', { name: 'workspace_id' })
  workspaceId!: string;

  @ManyToOne(() => WorkspaceEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'workspace_id', foreignKeyConstraintName: 'api_key_workspace_fkey' })
  workspace!: Relation<WorkspaceEntity>;

  @Column('text')
  name!: string;

  @Column('text')
  role!: string;

  @Column('bytea')
  hash!: Buffer;

  @Column('text')
  prefix!: string;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'revoked_at', nullable: true })
  revokedAt!: Date | null;
}
