import type { TestWorkspace } from '@threadline/persistence/testing';
import type { DataSource } from 'typeorm';
import type { RunRow } from './run-row.js';

/** What specs look at of a workspace. */
export class WatchedWorkspace {
  constructor(
    readonly dataSource: DataSource,
    readonly workspace: TestWorkspace,
  ) {}

  runs(): Promise<RunRow[]> {
    return this.dataSource.query(
      `select id, state, reason, converted_at, key from run where workspace_id = $1 order by created_at, id`,
      [this.workspace.id],
    );
  }

  /** The only run of the workspace. */
  async onlyRun(): Promise<RunRow> {
    const [run, ...others] = await this.runs();
    if (!run || others.length > 0) throw new Error(`expected one run, there are ${others.length + (run ? 1 : 0)}`);
    return run;
  }

  /** The codes of a run's timeline, in order. */
  async trail(runId: string): Promise<string[]> {
    const rows: { what: string }[] = await this.dataSource.query(
      `select what from run_trail where run_id = $1 order by id`,
      [runId],
    );
    return rows.map(({ what }) => what);
  }

  /** Types of the events waiting for Kafka, in order. */
  async emitted(): Promise<string[]> {
    const rows: { type: string }[] = await this.dataSource.query(
      `select event->>'type' as type from outbox where event->>'workspaceid' = $1 order by id`,
      [this.workspace.id],
    );
    return rows.map(({ type }) => type);
  }
}
