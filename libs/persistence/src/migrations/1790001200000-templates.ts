import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The life of templates beyond their review: edits, pauses, deletion, synchronisation, and automations that wait for approval. */
export class Templates1790001200000 implements MigrationInterface {
  name = 'Templates1790001200000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `ALTER TABLE template ADD edits jsonb NOT NULL DEFAULT '[]', ADD paused_until timestamptz,
         ADD deleted_at timestamptz, ADD name_locked_until timestamptz`,
    );
    await runner.query(`CREATE TABLE "template_sync" (
      waba_id text NOT NULL,
      synced_at timestamptz NOT NULL,
      CONSTRAINT template_sync_pkey PRIMARY KEY (waba_id)
    )`);
    await runner.query(`ALTER TABLE automation ADD publish_when_approved boolean NOT NULL DEFAULT false`);
    await runner.query(`CREATE INDEX automation_awaiting_idx ON automation (workspace_id) WHERE publish_when_approved`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX automation_awaiting_idx`);
    await runner.query(`ALTER TABLE automation DROP COLUMN publish_when_approved`);
    await runner.query(`DROP TABLE "template_sync"`);
    await runner.query(
      `ALTER TABLE template DROP COLUMN edits, DROP COLUMN paused_until, DROP COLUMN deleted_at, DROP COLUMN name_locked_until`,
    );
  }
}
