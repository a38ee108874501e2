import { Column, CreateDateColumn, Entity, Index, PrimaryColumn } from 'typeorm';

/**
 * News of an order that names no person, such as a refund, which came before the order: whom it is about is not known yet. Swept by
 * age: some orders were placed before their shop was connected.
 */
@Entity('early_order_news')
@Index('early_order_news_order_idx', ['workspaceId', 'orderId'])
@Index('early_order_news_age_idx', ['createdAt'])
export class EarlyOrderNewsEntity {
  /** Derived from workspace, source and id of the event. */
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'early_order_news_pkey' })
  id!: string;

  @Column('uuid', { name: 'workspace_id' })
  workspaceId!: string;

  @Column('text', { name: 'order_id' })
  orderId!: string;

  /** The event without its contact. */
  @Column('jsonb')
  event!: Record<string, unknown>;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;
}
