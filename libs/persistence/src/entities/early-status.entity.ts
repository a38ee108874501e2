import { Column, CreateDateColumn, Entity, Index, PrimaryColumn } from 'typeorm';

/** The best status that WhatsApp reported of a message before we knew WhatsApp's id of it. Swept by age: most are of messages that are not ours. */
@Entity('early_status')
@Index('early_status_age_idx', ['createdAt'])
export class EarlyStatusEntity {
  @PrimaryColumn('uuid', { name: 'workspace_id', primaryKeyConstraintName: 'early_status_pkey' })
  workspaceId!: string;

  /** WhatsApp's id of the message. */
  @PrimaryColumn('text', { name: 'provider_id', primaryKeyConstraintName: 'early_status_pkey' })
  providerId!: string;

  @Column('text')
  status!: 'failed' | 'sent' | 'delivered' | 'read';

  @Column('timestamptz', { name: 'status_at' })
  statusAt!: Date;

  @Column('timestamptz', { name: 'read_at', nullable: true })
  readAt!: Date | null;

  @Column('jsonb', { nullable: true })
  problem!: Record<string, unknown> | null;

  @Column('jsonb', { nullable: true })
  pricing!: Record<string, unknown> | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;
}
