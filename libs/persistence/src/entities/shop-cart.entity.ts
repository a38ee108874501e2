import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { ContactEntity } from './contact.entity.js';

/** A cart as its shop told of it last. Once it is ordered, nothing changes it any more. */
@Entity('shop_cart')
@Index('shop_cart_contact_idx', ['contactId', 'changedAt', 'cartId'])
export class ShopCartEntity {
  @PrimaryColumn('uuid', { name: 'workspace_id', primaryKeyConstraintName: 'shop_cart_pkey' })
  workspaceId!: string;

  @PrimaryColumn('text', { name: 'cart_id', primaryKeyConstraintName: 'shop_cart_pkey' })
  cartId!: string;

  @Column('uuid', { name: 'contact_id' })
  contactId!: string;

  @ManyToOne(() => ContactEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'contact_id', foreignKeyConstraintName: 'shop_cart_contact_fkey' })
  contact!: Relation<ContactEntity>;

  /** The `source` of its events: which shop it is in. */
  @Column('text')
  source!: string;

  @Column('numeric', { nullable: true })
  total!: string | null;

  @Column('text', { nullable: true })
  currency!: string | null;

  @Column('jsonb', { nullable: true })
  items!: Record<string, unknown>[] | null;

  @Column('text', { name: 'checkout_url', nullable: true })
  checkoutUrl!: string | null;

  /** When it changed last by the shop's clock. */
  @Column('timestamptz', { name: 'changed_at' })
  changedAt!: Date;

  @Column('timestamptz', { name: 'ordered_at', nullable: true })
  orderedAt!: Date | null;

  @Column('text', { name: 'order_id', nullable: true })
  orderId!: string | null;
}
