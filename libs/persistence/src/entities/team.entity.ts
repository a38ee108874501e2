import { Column, CreateDateColumn, Entity, JoinColumn, ManyToOne, PrimaryColumn, Unique, type Relation } from 'typeorm';
import { WorkspaceEntity } from './workspace.entity.js';

/** Operators who share chats. `turns` numbers its assignments without clocks; whoever raises it holds the team until the commit. */
@Entity('team')
@Unique('team_name_key', ['workspaceId', 'name'])
export class TeamEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'team_pkey' })
  id!: string;

  @Column('uuid', { name: 'workspace_id' })
  workspaceId!: string;

  @ManyToOne(() => WorkspaceEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'workspace_id', foreignKeyConstraintName: 'team_workspace_fkey' })
  workspace!: Relation<WorkspaceEntity>;

  @Column('text')
  name!: string;

  @Column('bigint', { default: 0 })
  turns!: number;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;
}
