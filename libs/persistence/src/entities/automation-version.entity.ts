import { Column, CreateDateColumn, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { AutomationEntity } from './automation.entity.js';

/** A published version: never changed once written. */
@Entity('automation_version')
@Index('automation_version_dates_idx', ['automationId', 'version'], {
  where: `definition @? '$.triggers[*] ? (@.type == "date")'`,
})
export class AutomationVersionEntity {
  @PrimaryColumn('uuid', { name: 'automation_id', primaryKeyConstraintName: 'automation_version_pkey' })
  automationId!: string;

  @ManyToOne(() => AutomationEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'automation_id', foreignKeyConstraintName: 'automation_version_automation_fkey' })
  automation!: Relation<AutomationEntity>;

  @PrimaryColumn('int', { primaryKeyConstraintName: 'automation_version_pkey' })
  version!: number;

  @Column('uuid', { name: 'workspace_id' })
  workspaceId!: string;

  @Column('jsonb')
  definition!: Record<string, unknown>;

  @CreateDateColumn({ name: 'published_at', type: 'timestamptz' })
  publishedAt!: Date;
}
