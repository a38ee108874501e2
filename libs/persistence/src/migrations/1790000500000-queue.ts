import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Runs that are held at the door: any number of one key may be, each in its place, and those in the queue are found at once. */
export class Queue1790000500000 implements MigrationInterface {
  name = 'Queue1790000500000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE run ADD held_seq bigint`);
    await runner.query(`ALTER TABLE run ADD queued boolean NOT NULL DEFAULT false`);
    await runner.query(`DROP INDEX run_armed_key`);
    await runner.query(
      `CREATE UNIQUE INDEX run_armed_key ON run (automation_id, contact_id, key) WHERE state = 'armed' and held_seq is null`,
    );
    await runner.query(
      `CREATE INDEX run_queue_idx ON run (automation_id, contact_id, held_seq) WHERE state = 'armed' and queued`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX run_queue_idx`);
    await runner.query(`DROP INDEX run_armed_key`);
    await runner.query(
      `CREATE UNIQUE INDEX run_armed_key ON run (automation_id, contact_id, key) WHERE state = 'armed'`,
    );
    await runner.query(`ALTER TABLE run DROP COLUMN queued`);
    await runner.query(`ALTER TABLE run DROP COLUMN held_seq`);
  }
}
