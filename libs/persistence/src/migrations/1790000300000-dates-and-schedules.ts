import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What fires by the clock: dates in contacts' fields, and schedules that Temporal is to have. */
export class DatesAndSchedules1790000300000 implements MigrationInterface {
  name = 'DatesAndSchedules1790000300000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE "contact_date" (
      contact_id uuid NOT NULL,
      field text NOT NULL,
      workspace_id uuid NOT NULL,
      day text NOT NULL,
      month_day text NOT NULL,
      CONSTRAINT contact_date_pkey PRIMARY KEY (contact_id, field),
      CONSTRAINT contact_date_contact_fkey FOREIGN KEY (contact_id) REFERENCES contact(id) ON DELETE CASCADE
    )`);
    await runner.query(
      `CREATE INDEX contact_date_day_idx ON contact_date (workspace_id, field, month_day, contact_id, day)`,
    );
    // A trigger, because an index is not left to whoever writes a contact's fields to keep.
    await runner.query(`CREATE FUNCTION keep_contact_dates() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        DELETE FROM contact_date WHERE contact_id = NEW.id;
        INSERT INTO contact_date (contact_id, field, workspace_id, day, month_day)
          SELECT NEW.id, f.key, NEW.workspace_id, left(f.value, 10), substr(f.value, 6, 5)
          FROM jsonb_each_text(NEW.fields) f WHERE f.value ~ '^\\d{4}-\\d{2}-\\d{2}';
        RETURN NULL;
      END $$`);
    await runner.query(`CREATE TRIGGER contact_dates AFTER INSERT OR UPDATE OF fields ON contact
      FOR EACH ROW EXECUTE FUNCTION keep_contact_dates()`);
    await runner.query(`UPDATE contact SET fields = fields WHERE fields <> '{}'`);
    await runner.query(`CREATE INDEX contact_workspace_idx ON contact (workspace_id, id)`);
    await runner.query(`CREATE TABLE "sweep" (
      name text NOT NULL,
      swept_until timestamptz NOT NULL,
      CONSTRAINT sweep_pkey PRIMARY KEY (name)
    )`);
    await runner.query(`ALTER TABLE automation ADD enabled_at timestamptz,
      ADD schedules_revision integer NOT NULL DEFAULT 0, ADD schedules_synced integer NOT NULL DEFAULT 0`);
    await runner.query(`UPDATE automation SET enabled_at = updated_at WHERE state = 'enabled'`);
    await runner.query(
      `CREATE INDEX automation_schedules_idx ON automation (id) WHERE schedules_revision <> schedules_synced`,
    );
    await runner.query(`CREATE INDEX automation_version_dates_idx ON automation_version (automation_id, version)
      WHERE definition @? '$.triggers[*] ? (@.type == "date")'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX automation_version_dates_idx`);
    await runner.query(`DROP INDEX automation_schedules_idx`);
    await runner.query(
      `ALTER TABLE automation DROP COLUMN enabled_at, DROP COLUMN schedules_revision, DROP COLUMN schedules_synced`,
    );
    await runner.query(`DROP TABLE "sweep"`);
    await runner.query(`DROP INDEX contact_workspace_idx`);
    await runner.query(`DROP TRIGGER contact_dates ON contact`);
    await runner.query(`DROP FUNCTION keep_contact_dates`);
    await runner.query(`DROP TABLE "contact_date"`);
  }
}
