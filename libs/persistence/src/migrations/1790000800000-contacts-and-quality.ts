import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Merged contacts, statuses that came before their message, and what WhatsApp thinks of templates and numbers. */
export class ContactsAndQuality1790000800000 implements MigrationInterface {
  name = 'ContactsAndQuality1790000800000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE contact ADD merged_into uuid`);
    await runner.query(
      `ALTER TABLE contact ADD CONSTRAINT contact_merged_into_fkey FOREIGN KEY (merged_into) REFERENCES contact(id) ON DELETE CASCADE`,
    );
    await runner.query(`CREATE INDEX contact_merged_into_idx ON contact (merged_into) WHERE merged_into is not null`);
    await runner.query(`ALTER TABLE message ADD pricing jsonb, ADD changed_at timestamptz`);
    await runner.query(`ALTER TABLE template ADD quality text`);
    await runner.query(
      `ALTER TABLE phone_number ADD quality text, ADD messaging_limit text, ADD quality_at timestamptz`,
    );
    await runner.query(`CREATE TABLE "early_status" (
      workspace_id uuid NOT NULL,
      provider_id text NOT NULL,
      status text NOT NULL,
      status_at timestamptz NOT NULL,
      read_at timestamptz,
      problem jsonb,
      pricing jsonb,
      created_at timestamptz NOT NULL DEFAULT now(),
      CONSTRAINT early_status_pkey PRIMARY KEY (workspace_id, provider_id)
    )`);
    await runner.query(`CREATE INDEX early_status_age_idx ON early_status (created_at)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE "early_status"`);
    await runner.query(
      `ALTER TABLE phone_number DROP COLUMN quality, DROP COLUMN messaging_limit, DROP COLUMN quality_at`,
    );
    await runner.query(`ALTER TABLE template DROP COLUMN quality`);
    await runner.query(`ALTER TABLE message DROP COLUMN pricing, DROP COLUMN changed_at`);
    await runner.query(`ALTER TABLE contact DROP COLUMN merged_into`);
  }
}
