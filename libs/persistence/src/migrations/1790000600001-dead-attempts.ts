import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Finds attempts that have died with their run, of which nobody else tells. */
export class DeadAttempts1790000600001 implements MigrationInterface {
  name = 'DeadAttempts1790000600001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE INDEX message_attempt_idx ON message (claimed_at) WHERE status = 'sending'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX message_attempt_idx`);
  }
}
