import { Column, CreateDateColumn, Entity, JoinColumn, ManyToOne, PrimaryColumn, Unique, type Relation } from 'typeorm';
import { WorkspaceEntity } from './workspace.entity.js';

/** A person of the workspace. Viewers are never assigned anything. */
@Entity('operator')
@Unique('operator_name_key', ['workspaceId', 'name'])
export class OperatorEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'operator_pkey' })
  id!: string;

  @Column('uuid', { name: 'workspace_id' })
  workspaceId!: string;

  @ManyToOne(() => WorkspaceEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'workspace_id', foreignKeyConstraintName: 'operator_workspace_fkey' })
  workspace!: Relation<WorkspaceEntity>;

  @Column('text')
  name!: string;

  @Column('text')
  role!: 'owner' | 'admin' | 'operator' | 'chat_operator' | 'viewer';

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;
}
