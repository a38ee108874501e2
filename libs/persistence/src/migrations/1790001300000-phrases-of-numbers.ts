import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Phrases are claimed on one number or on all. A range of texts that is one point stands for one, a range without bounds for all: so
 * that the database itself refuses claims that meet, and needs no extension for it.
 */
export class PhrasesOfNumbers1790001300000 implements MigrationInterface {
  name = 'PhrasesOfNumbers1790001300000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TYPE text_range AS RANGE (subtype = text, collation = "C")`);
    await runner.query(`ALTER TABLE phrase_claim ADD number text NOT NULL DEFAULT ''`);
    await runner.query(`ALTER TABLE phrase_claim DROP CONSTRAINT phrase_claim_pkey,
      ADD CONSTRAINT phrase_claim_pkey PRIMARY KEY (workspace_id, phrase, number)`);
    await runner.query(`ALTER TABLE phrase_claim ADD CONSTRAINT phrase_claim_once EXCLUDE USING gist (
      text_range(workspace_id::text || phrase, workspace_id::text || phrase, '[]') WITH &&,
      text_range(nullif(number, ''), nullif(number, ''), '[]') WITH &&)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE phrase_claim DROP CONSTRAINT phrase_claim_once`);
    await runner.query(`DELETE FROM phrase_claim WHERE number <> ''`);
    await runner.query(`ALTER TABLE phrase_claim DROP CONSTRAINT phrase_claim_pkey, DROP COLUMN number,
      ADD CONSTRAINT phrase_claim_pkey PRIMARY KEY (workspace_id, phrase)`);
    await runner.query(`DROP TYPE text_range`);
  }
}
