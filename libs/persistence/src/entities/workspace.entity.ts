import { Column, CreateDateColumn, Entity, PrimaryColumn, Unique } from 'typeorm';

/** A tenant. `catalogRevision` rises whenever what its events can start changes, so that caches notice. */
@Entity('workspace')
@Unique('workspace_slug_key', ['slug'])
export class WorkspaceEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'workspace_pkey' })
  id!: string;

  @Column('text')
  slug!: string;

  @Column('text')
  name!: string;

  @Column('text', { name: 'time_zone' })
  timeZone!: string;

  /** When it works; null when nobody has said. */
  @Column('jsonb', { nullable: true })
  calendar!: Record<string, unknown> | null;

  /** How it sends; what is not said stands in the schema of these settings. */
  @Column('jsonb', { default: {} })
  sending!: Record<string, unknown>;

  @Column('bigint', { name: 'catalog_revision', default: 0 })
  catalogRevision!: number;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;
}
