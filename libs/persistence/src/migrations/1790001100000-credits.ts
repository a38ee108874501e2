import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When messages were delivered and clicked, and orders that were called off: what credits are given and taken back by. */
export class Credits1790001100000 implements MigrationInterface {
  name = 'Credits1790001100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE message ADD delivered_at timestamptz, ADD clicked_at timestamptz`);
    await runner.query(
      `ALTER TABLE shop_order ADD is_placed boolean NOT NULL DEFAULT true, ADD reversed_at timestamptz, ADD refunded numeric`,
    );
    await runner.query(
      `CREATE INDEX shop_order_credit_idx ON shop_order (credited_run_id) WHERE credited_run_id is not null`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX shop_order_credit_idx`);
    await runner.query(`ALTER TABLE shop_order DROP COLUMN is_placed, DROP COLUMN reversed_at, DROP COLUMN refunded`);
    await runner.query(`ALTER TABLE message DROP COLUMN delivered_at, DROP COLUMN clicked_at`);
  }
}
