import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Access tokens of WhatsApp numbers, sealed. */
export class NumberSecrets1790001000000 implements MigrationInterface {
  name = 'NumberSecrets1790001000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE phone_number ADD COLUMN secrets text, ADD COLUMN secrets_key text`);
    await runner.query(`CREATE INDEX phone_number_key_idx ON phone_number (secrets_key, id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX phone_number_key_idx`);
    await runner.query(`ALTER TABLE phone_number DROP COLUMN secrets, DROP COLUMN secrets_key`);
  }
}
