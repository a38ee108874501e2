import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Calls of runs to outside systems, and the secrets with which they are signed. */
export class Calls1790000400000 implements MigrationInterface {
  name = 'Calls1790000400000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE "run_call" (
      id uuid NOT NULL,
      workspace_id uuid NOT NULL,
      run_id uuid NOT NULL,
      step_id text NOT NULL,
      turn integer NOT NULL,
      call jsonb NOT NULL,
      status text NOT NULL,
      status_at timestamptz,
      intended_at timestamptz NOT NULL,
      effect_state text NOT NULL,
      effect_result jsonb,
      attempt_id uuid,
      claimed_at timestamptz,
      next_attempt_at timestamptz,
      attempts jsonb NOT NULL DEFAULT '[]',
      created_at timestamptz NOT NULL DEFAULT now(),
      CONSTRAINT run_call_pkey PRIMARY KEY (id),
      CONSTRAINT run_call_run_fkey FOREIGN KEY (run_id) REFERENCES run(id) ON DELETE CASCADE
    )`);
    await runner.query(`CREATE UNIQUE INDEX run_call_step_key ON run_call (run_id, step_id, turn)`);
    await runner.query(`CREATE INDEX run_call_effect_idx ON run_call (run_id) WHERE effect_state in ('open', 'done')`);
    await runner.query(`CREATE TABLE "signing_secret" (
      id uuid NOT NULL,
      workspace_id uuid NOT NULL,
      secrets text NOT NULL,
      secrets_key text NOT NULL,
      signs_until timestamptz,
      created_at timestamptz NOT NULL DEFAULT now(),
      CONSTRAINT signing_secret_pkey PRIMARY KEY (id),
      CONSTRAINT signing_secret_workspace_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id) ON DELETE CASCADE
    )`);
    await runner.query(
      `CREATE UNIQUE INDEX signing_secret_active_key ON signing_secret (workspace_id) WHERE signs_until is null`,
    );
    await runner.query(`CREATE INDEX signing_secret_workspace_idx ON signing_secret (workspace_id, created_at)`);
    await runner.query(`CREATE INDEX signing_secret_key_idx ON signing_secret (secrets_key, id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE "signing_secret"`);
    await runner.query(`DROP TABLE "run_call"`);
  }
}
