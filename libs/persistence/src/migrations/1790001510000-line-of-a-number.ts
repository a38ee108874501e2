import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The line of what waits for a number's throughput, and a message's place in it. */
export class LineOfANumber1790001510000 implements MigrationInterface {
  name = 'LineOfANumber1790001510000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE phone_number ADD line_at timestamptz NOT NULL DEFAULT '-infinity'`);
    await runner.query(`ALTER TABLE message ADD place_at timestamptz`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE message DROP COLUMN place_at`);
    await runner.query(`ALTER TABLE phone_number DROP COLUMN line_at`);
  }
}
