import { Column, CreateDateColumn, Entity, JoinColumn, ManyToOne, PrimaryColumn, Unique, type Relation } from 'typeorm';
import { WorkspaceEntity } from './workspace.entity.js';

/** A list contacts may join; automations name it. */
@Entity('list')
@Unique('list_name_key', ['workspaceId', 'name'])
export class ListEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'list_pkey' })
  id!: string;

  @Column('uuid', { name: 'workspace_id' })
  workspaceId!: string;

  @ManyToOne(() => WorkspaceEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'workspace_id', foreignKeyConstraintName: 'list_workspace_fkey' })
  workspace!: Relation<WorkspaceEntity>;

  @Column('text')
  name!: string;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;
}
