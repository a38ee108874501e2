import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { WorkspaceEntity } from './workspace.entity.js';

/** The number of a workspace's last ticket. Who raises it holds the row until the commit, and a rollback takes the number back: no gaps. */
@Entity('ticket_counter')
export class TicketCounterEntity {
  @PrimaryColumn('uuid', { name: 'workspace_id', primaryKeyConstraintName: 'ticket_counter_pkey' })
  workspaceId!: string;

  @ManyToOne(() => WorkspaceEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'workspace_id', foreignKeyConstraintName: 'ticket_counter_workspace_fkey' })
  workspace!: Relation<WorkspaceEntity>;

  @Column('int', { name: 'last_number' })
  lastNumber!: number;
}
