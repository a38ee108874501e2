import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What rules of sending need: a workspace's settings, how long a person keeps a chat, how often a send was refused, and slots that
 * are kept for answers.
 */
export class Sending1790000600000 implements MigrationInterface {
  name = 'Sending1790000600000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE workspace ADD sending jsonb NOT NULL DEFAULT '{}'`);
    await runner.query(`ALTER TABLE conversation ADD owned_until timestamptz`);
    await runner.query(`CREATE INDEX conversation_page_idx ON conversation (workspace_id, created_at, id)`);
    await runner.query(
      `CREATE INDEX conversation_owned_idx ON conversation (owned_until) WHERE owner = 'human' and owned_until is not null`,
    );
    await runner.query(`ALTER TABLE message ADD refusals integer NOT NULL DEFAULT '0'`);
    await runner.query(
      `CREATE INDEX message_capped_idx ON message (workspace_id, contact_id, category, claimed_at) WHERE claimed_at is not null`,
    );
    await runner.query(
      `CREATE INDEX message_underway_idx ON message (contact_id, intended_at, id) WHERE direction = 'out' and status in ('planned', 'sending')`,
    );
    await runner.query(`ALTER TABLE phone_number ADD next_answer_slot_at timestamptz NOT NULL DEFAULT '-infinity'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE phone_number DROP COLUMN next_answer_slot_at`);
    await runner.query(`DROP INDEX message_underway_idx`);
    await runner.query(`DROP INDEX message_capped_idx`);
    await runner.query(`ALTER TABLE message DROP COLUMN refusals`);
    await runner.query(`DROP INDEX conversation_owned_idx`);
    await runner.query(`DROP INDEX conversation_page_idx`);
    await runner.query(`ALTER TABLE conversation DROP COLUMN owned_until`);
    await runner.query(`ALTER TABLE workspace DROP COLUMN sending`);
  }
}
