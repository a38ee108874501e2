import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Carts of shops, each as it stands, until it is ordered. */
export class Carts1790001400000 implements MigrationInterface {
  name = 'Carts1790001400000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE shop_cart (
      workspace_id uuid NOT NULL, cart_id text NOT NULL, contact_id uuid NOT NULL, source text NOT NULL,
      total numeric, currency text, items jsonb, checkout_url text,
      changed_at timestamptz NOT NULL, ordered_at timestamptz, order_id text,
      CONSTRAINT shop_cart_pkey PRIMARY KEY (workspace_id, cart_id),
      CONSTRAINT shop_cart_contact_fkey FOREIGN KEY (contact_id) REFERENCES contact(id) ON DELETE CASCADE
    )`);
    await runner.query(`CREATE INDEX shop_cart_contact_idx ON shop_cart (contact_id, changed_at, cart_id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE shop_cart`);
  }
}
