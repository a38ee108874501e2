import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The outside systems that a workspace is connected with, their secrets sealed. */
export class Connections1790000700000 implements MigrationInterface {
  name = 'Connections1790000700000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE "connection" (
      id uuid NOT NULL,
      workspace_id uuid NOT NULL,
      kind text NOT NULL,
      name text NOT NULL,
      settings jsonb NOT NULL,
      secrets text,
      secrets_key text,
      created_at timestamptz NOT NULL DEFAULT now(),
      updated_at timestamptz NOT NULL DEFAULT now(),
      rotated_at timestamptz,
      revoked_at timestamptz,
      CONSTRAINT connection_pkey PRIMARY KEY (id),
      CONSTRAINT connection_workspace_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id) ON DELETE CASCADE
    )`);
    await runner.query(
      `CREATE UNIQUE INDEX connection_name_key ON "connection" (workspace_id, name) WHERE revoked_at is null`,
    );
    await runner.query(`CREATE INDEX connection_workspace_idx ON "connection" (workspace_id, created_at, id)`);
    await runner.query(`CREATE INDEX connection_key_idx ON "connection" (secrets_key, id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE "connection"`);
  }
}
