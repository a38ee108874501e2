import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Files that were given to WhatsApp: each once for its number, by its address or its contents. */
export class MediaUploads1790001500000 implements MigrationInterface {
  name = 'MediaUploads1790001500000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE "media_upload" (
      workspace_id uuid NOT NULL,
      number_id uuid NOT NULL,
      link_hash bytea NOT NULL,
      busy_until timestamptz,
      content_hash bytea,
      media_id text,
      fetched_at timestamptz,
      expires_at timestamptz NOT NULL,
      CONSTRAINT media_upload_pkey PRIMARY KEY (workspace_id, number_id, link_hash),
      CONSTRAINT media_upload_number_fkey FOREIGN KEY (number_id) REFERENCES phone_number (id) ON DELETE CASCADE
    )`);
    await runner.query(
      `CREATE INDEX media_upload_contents_idx ON media_upload (workspace_id, number_id, content_hash)`,
    );
    await runner.query(`CREATE INDEX media_upload_number_idx ON media_upload (number_id)`);
    await runner.query(`CREATE INDEX media_upload_age_idx ON media_upload (expires_at)`);
    await runner.query(`ALTER TABLE message ADD file_renewed boolean NOT NULL DEFAULT false`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE message DROP COLUMN file_renewed`);
    await runner.query(`DROP TABLE "media_upload"`);
  }
}
