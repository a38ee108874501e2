import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What housekeeping looks for: rows by age, and live runs that may have been lost. */
export class Housekeeping1790000900000 implements MigrationInterface {
  name = 'Housekeeping1790000900000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE INDEX seen_event_age_idx ON seen_event (seen_at)`);
    await runner.query(`CREATE INDEX idempotency_key_age_idx ON idempotency_key (created_at)`);
    await runner.query(`CREATE INDEX run_inbox_unheard_idx ON run_inbox (created_at) WHERE consumed_at is null`);
    await runner.query(`CREATE INDEX run_repair_idx ON run (workspace_id, created_at, id) WHERE needs_repair`);
    await runner.query(
      `CREATE INDEX run_momentless_idx ON run (created_at) WHERE state in ('armed', 'active') and wake_at is null`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const index of [
      'run_momentless_idx',
      'run_repair_idx',
      'run_inbox_unheard_idx',
      'idempotency_key_age_idx',
      'seen_event_age_idx',
    ])
      await runner.query(`DROP INDEX ${index}`);
  }
}
