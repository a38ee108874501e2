import type { Client } from '@temporalio/client';
import { AutomationDefinition, upcastState, type EffectFact, type Fact } from '@threadline/automation';
import { seenEventOf } from '@threadline/contracts';
import pg from 'pg';
import { z } from 'zod';
import { JsonApi } from '@threadline/local';
import type { Evidence, InboxRecord, LedgerRecord, RunRecord, TrailRecord } from './evidence.js';
import { grouped } from './grouped.js';
import type { Told } from './told.js';

/** Where to look. */
export interface Sources {
  readonly databaseUrl: string;
  readonly temporal: Client;
  readonly sandboxUrl: string;
  readonly workspace: { readonly id: string; readonly phoneNumberId: string };
  readonly factOnly: ReadonlySet<string>;
}

/** Everything that is known of the workspace, as it can be seen from outside. */
export const collect = (sources: Sources, told: Told): Promise<Evidence> =>
  withDatabase(sources.databaseUrl, async (database) => ({
    ...(await new Rows(database, sources.workspace.id).all()),
    told: toldTo(told),
    ledger: await ledgerOf(sources),
    workflows: await workflowsOf(sources.temporal),
    factOnly: sources.factOnly,
  }));

const toldTo = ({ events, messages, orders, poison }: Told): Evidence['told'] => ({
  events: events.map((event) => ({ ...event, seenAs: seenEventOf(event) })),
  messages,
  orders,
  poison,
});

/** How many runs of a workspace there are. */
export const countRuns = (databaseUrl: string, workspaceId: string): Promise<number> =>
  withDatabase(databaseUrl, async (database) => {
    const { rowCount } = await database.query(`select 1 from run where workspace_id = $1`, [workspaceId]);
    return rowCount ?? 0;
  });

/** Calls to Temporal and news for Kafka that are owed. */
export const owedRows = (databaseUrl: string): Promise<number> =>
  numberFrom(databaseUrl, `select (select count(*) from dispatch) + (select count(*) from outbox) as value`);

export const databaseMb = (databaseUrl: string): Promise<number> =>
  numberFrom(databaseUrl, `select pg_database_size(current_database()) / 1048576.0 as value`);

const numberFrom = (databaseUrl: string, sql: string): Promise<number> =>
  withDatabase(databaseUrl, async (database) => {
    const { rows } = await database.query<{ value: string }>(sql);
    return Number(rows[0]?.value ?? 0);
  });

async function withDatabase<T>(connectionString: string, ask: (database: pg.Client) => Promise<T>): Promise<T> {
  const database = new pg.Client({ connectionString });
  database.on('error', () => {}); // a connection that is cut ends the query, which is where it is noticed
  await database.connect();
  try {
    return await ask(database);
  } finally {
    await database.end();
  }
}

type Stored = Pick<
  Evidence,
  'automations' | 'seen' | 'orders' | 'runs' | 'messages' | 'inbound' | 'deadLetters' | 'owed'
>;
type RunRow = Omit<RunRecord, 'trail' | 'inbox' | 'effects' | 'definition' | 'runState'> & {
  definition: unknown;
  runState: unknown;
};
interface TrailRow {
  readonly id: number;
  readonly runId: string;
  readonly at: number;
  readonly what: string;
  readonly why: string;
  readonly intendedAt: number | null;
  readonly stepId: string | null;
  readonly turn: number | null;
  readonly saw: Record<string, unknown> | null;
}
type OfRun<T> = T & { readonly runId: string };

const ms = (column: string, name: string): string => `round(extract(epoch from ${column}) * 1000)::float8 as "${name}"`;

/** What the database says of one workspace. */
class Rows {
  constructor(
    private readonly database: pg.Client,
    private readonly workspaceId: string,
  ) {}

  /** As of one moment: what still moves would otherwise contradict itself. */
  async all(): Promise<Stored> {
    await this.database.query('begin isolation level repeatable read read only');
    const seen = await this.ask<{ event: string }>(`select event from seen_event where workspace_id = $1`);
    const orders = await this.ask<{ id: string }>(`select order_id as id from shop_order where workspace_id = $1`);
    return {
      seen: new Set(seen.map(({ event }) => event)),
      orders: orders.map(({ id }) => id),
      automations: (await this.automations()).map(({ id, definition }) => ({
        id,
        definition: AutomationDefinition.parse(definition),
      })),
      runs: await this.runs(),
      messages: await this.ask(
        `select id, run_id as "runId", step_id as "stepId", turn, category, status, content, ${ms('intended_at', 'intendedAt')}
         from message where workspace_id = $1 and direction = 'out' and run_id is not null`,
      ),
      inbound: await this.ask(
        `select id, provider_id as "providerId", routing from message where workspace_id = $1 and direction = 'in'`,
      ),
      deadLetters: await this.ask(
        `select code, reason, convert_from(value, 'UTF8') as value from dead_letter where workspace_id = $1 or workspace_id is null`,
      ),
      owed: await this.owed(),
    };
  }

  /** Of each its only version. */
  private automations(): Promise<{ id: string; definition: unknown }[]> {
    return this.ask(`select automation_id as id, definition from automation_version where workspace_id = $1`);
  }

  private async runs(): Promise<RunRecord[]> {
    const rows = await this.ask<RunRow>(
      `select r.id, a.name as automation, r.automation_id as "automationId", v.definition, r.contact_id as "contactId", r.key,
         r.state, r.reason, r.trigger_event as trigger, ${ms('r.entered_at', 'enteredAt')}, r.epoch, r.run_state as "runState",
         r.stalled_because as "stalledBecause", r.needs_repair as "needsRepair"
       from run r join automation a on a.id = r.automation_id
         join automation_version v on v.automation_id = r.automation_id and v.version = r.version
       where r.workspace_id = $1 order by r.created_at, r.id`,
    );
    const trail = grouped(await this.trail(), ({ runId }) => runId);
    const inbox = grouped(await this.inbox(), ({ runId }) => runId);
    const effects = grouped(await this.effects(), ({ runId }) => runId);
    return rows.map((row) => ({
      ...row,
      definition: AutomationDefinition.parse(row.definition),
      runState: row.runState === null ? null : upcastState(row.runState),
      trail: (trail.get(row.id) ?? []).map(lineOf),
      inbox: inbox.get(row.id) ?? [],
      effects: (effects.get(row.id) ?? []).map(({ fact }) => fact),
    }));
  }

  private trail(): Promise<TrailRow[]> {
    return this.ask(
      `select t.id::float8 as id, t.run_id as "runId", ${ms('t.at', 'at')}, ${ms('t.intended_at', 'intendedAt')},
         t.step_id as "stepId", t.turn, t.what, t.why, t.saw
       from run_trail t join run r on r.id = t.run_id where r.workspace_id = $1 order by t.id`,
    );
  }

  private inbox(): Promise<OfRun<InboxRecord>[]> {
    return this.ask(
      `select i.id::float8 as id, i.run_id as "runId", i.fact, (extract(epoch from i.consumed_at) * 1000000)::float8 as "consumedAt"
       from run_inbox i join run r on r.id = i.run_id where r.workspace_id = $1 order by i.id`,
    );
  }

  /** What a send came to, as the run's decision heard it. */
  private async effects(): Promise<{ runId: string; fact: EffectFact & Fact }[]> {
    return this.ask(
      `select run_id as "runId", jsonb_build_object('kind', 'effect', 'at', effect_result->'at', 'stepId', step_id, 'turn', turn,
         'result', effect_result - 'at') as fact
       from message where workspace_id = $1 and run_id is not null and effect_result is not null`,
    );
  }

  private async owed(): Promise<Evidence['owed']> {
    const [calls] = await this.ask<{ count: number }>(
      `select count(*)::int from dispatch d join run r on r.id = d.run_id where r.workspace_id = $1`,
    );
    const { rows } = await this.database.query<{ count: number }>(`select count(*)::int from outbox`);
    return { calls: calls?.count ?? 0, news: rows[0]?.count ?? 0 };
  }

  private async ask<Row extends object>(sql: string): Promise<Row[]> {
    return (await this.database.query<Row>(sql, [this.workspaceId])).rows;
  }
}

/** The line without what the database has as null. */
function lineOf({ id, at, what, why, intendedAt, stepId, turn, saw }: TrailRow): TrailRecord {
  return {
    id,
    at,
    what,
    why,
    ...(intendedAt !== null && { intendedAt }),
    ...(stepId !== null && { stepId }),
    ...(turn !== null && { turn }),
    ...(saw !== null && { saw }),
  };
}

const Ledger = z.object({
  messages: z.array(
    z.object({ callbackId: z.string().optional(), statuses: z.array(z.object({ status: z.string() })) }),
  ),
});

async function ledgerOf({ sandboxUrl, workspace }: Sources): Promise<LedgerRecord[]> {
  const control = new JsonApi(`${sandboxUrl}/_sandbox`);
  const { messages } = await control.get(`/ledger?phoneNumberId=${workspace.phoneNumberId}`, Ledger);
  return messages.map(({ callbackId, statuses }) => ({ callbackId, statuses: statuses.map(({ status }) => status) }));
}

/** The last part of a workflow's id is the run's, before the epoch when it is a later one. */
async function workflowsOf(temporal: Client): Promise<Evidence['workflows']> {
  const workflows = [];
  for await (const { workflowId, status } of temporal.workflow.list({ query: `WorkflowType = 'automationRun'` })) {
    const runId = uuid.exec(workflowId)?.[0];
    if (runId !== undefined) workflows.push({ runId, status: status.name });
  }
  return workflows;
}
const uuid = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/;
