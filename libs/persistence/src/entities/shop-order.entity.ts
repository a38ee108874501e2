import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { ContactEntity } from './contact.entity.js';

/** An order, and the one run it is credited to, if any. */
@Entity('shop_order')
@Index('shop_order_contact_idx', ['contactId', 'placedAt'])
@Index('shop_order_credit_idx', ['creditedRunId'], { where: 'credited_run_id is not null' })
export class ShopOrderEntity {
  @PrimaryColumn('uuid', { name: 'workspace_id', primaryKeyConstraintName: 'shop_order_pkey' })
  workspaceId!: string;

  @PrimaryColumn('text', { name: 'order_id', primaryKeyConstraintName: 'shop_order_pkey' })
  orderId!: string;

  @Column('uuid', { name: 'contact_id' })
  contactId!: string;

  @ManyToOne(() => ContactEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'contact_id', foreignKeyConstraintName: 'shop_order_contact_fkey' })
  contact!: Relation<ContactEntity>;

  @Column('timestamptz', { name: 'placed_at' })
  placedAt!: Date;

  @Column('numeric', { nullable: true })
  total!: string | null;

  @Column('text', { nullable: true })
  currency!: string | null;

  @Column('jsonb')
  data!: Record<string, unknown>;

  @Column('uuid', { name: 'credited_run_id', nullable: true })
  creditedRunId!: string | null;

  /** False while only its cancellation or refund has come. */
  @Column('boolean', { name: 'is_placed', default: true })
  isPlaced!: boolean;

  /** When it was cancelled or refunded as a whole: it is never credited again. */
  @Column('timestamptz', { name: 'reversed_at', nullable: true })
  reversedAt!: Date | null;

  @Column('numeric', { nullable: true })
  refunded!: string | null;

  /** The version of the attribution model that gave the credit. */
  @Column('text', { name: 'credit_model', nullable: true })
  creditModel!: string | null;
}
