import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Dead letters as people look at them; the topic stays their source. */
export class DeadLetters1790000900001 implements MigrationInterface {
  name = 'DeadLetters1790000900001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE "dead_letter" (
      id uuid NOT NULL,
      workspace_id uuid,
      topic text NOT NULL,
      "partition" integer NOT NULL,
      "offset" bigint NOT NULL,
      code text NOT NULL,
      reason text NOT NULL,
      path text,
      stack text,
      key bytea,
      value bytea,
      headers jsonb NOT NULL,
      is_cut boolean NOT NULL,
      sent_at timestamptz NOT NULL,
      died_at timestamptz NOT NULL,
      replayed_at timestamptz,
      replays integer NOT NULL DEFAULT '0',
      CONSTRAINT dead_letter_workspace_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id) ON DELETE CASCADE,
      CONSTRAINT dead_letter_pkey PRIMARY KEY (id)
    )`);
    await runner.query(`CREATE INDEX dead_letter_page_idx ON dead_letter (workspace_id, died_at, id)`);
    await runner.query(`CREATE INDEX dead_letter_age_idx ON dead_letter (died_at)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE "dead_letter"`);
  }
}
