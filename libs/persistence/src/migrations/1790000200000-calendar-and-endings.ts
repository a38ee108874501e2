import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When a workspace works, and the events that end runs, for what comes late. */
export class CalendarAndEndings1790000200000 implements MigrationInterface {
  name = 'CalendarAndEndings1790000200000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE workspace ADD calendar jsonb`);
    await runner.query(`CREATE TABLE "ending_event" (
      id uuid NOT NULL,
      contact_id uuid NOT NULL,
      type text NOT NULL,
      happened_at timestamptz NOT NULL,
      data jsonb NOT NULL,
      created_at timestamptz NOT NULL DEFAULT now(),
      CONSTRAINT ending_event_pkey PRIMARY KEY (id),
      CONSTRAINT ending_event_contact_fkey FOREIGN KEY (contact_id) REFERENCES contact(id) ON DELETE CASCADE
    )`);
    await runner.query(`CREATE INDEX ending_event_contact_idx ON ending_event (contact_id, happened_at)`);
    await runner.query(`CREATE INDEX ending_event_age_idx ON ending_event (created_at)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE "ending_event"`);
    await runner.query(`ALTER TABLE workspace DROP COLUMN calendar`);
  }
}
