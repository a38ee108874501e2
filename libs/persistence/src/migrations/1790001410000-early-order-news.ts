import type { MigrationInterface, QueryRunner } from 'typeorm';

/** News of orders that nobody knows yet, and that name no person: kept until the order comes. */
export class EarlyOrderNews1790001410000 implements MigrationInterface {
  name = 'EarlyOrderNews1790001410000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE early_order_news (
      id uuid NOT NULL, workspace_id uuid NOT NULL, order_id text NOT NULL, event jsonb NOT NULL,
      created_at timestamptz NOT NULL DEFAULT now(),
      CONSTRAINT early_order_news_pkey PRIMARY KEY (id)
    )`);
    await runner.query(`CREATE INDEX early_order_news_order_idx ON early_order_news (workspace_id, order_id)`);
    await runner.query(`CREATE INDEX early_order_news_age_idx ON early_order_news (created_at)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE early_order_news`);
  }
}
