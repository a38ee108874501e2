import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { AutomationDefinition, Change } from '@threadline/automation';
import { Catalog } from '../../catalog/catalog.js';
import { Endings } from '../../ending/endings.js';
import { Entries } from '../../entering/entries.js';
import { aDefinition, ChangedRun, Stage } from '../../testing/index.js';
import { Moves } from '../moves.js';
import { AdvanceRun } from '../advance-run.js';
import { Decisions } from '../decisions.js';
import { Workbench } from '../../work.js';
import { applyChanges } from './apply-changes.js';
import type { RunRequest } from './changing.js';
import { RunRequests } from './run-requests.js';

const anna = '+391110000001';
const opened: Stage[] = [];
let stage: Stage;
let run: ChangedRun;

const catalog = new Catalog();
const decisions = new Decisions(catalog);
const endings = new Endings(decisions);
const requests = new RunRequests(catalog, { endings, entries: new Entries(catalog, { decisions, endings }) });

beforeEach(async () => {
  stage = await Stage.open(process.env['DATABASE_URL']);
  opened.push(stage);
  run = await ChangedRun.of(stage, anna);
});
afterAll(() => Promise.all(opened.map((each) => each.close())));

/** Writes changes and does what they ask of runs, as a decision does. */
const decide = (...changes: Change[]) =>
  run.act(async (work, row) => {
    const changed = await applyChanges(work, row, changes);
    await requests.fulfil(work, row, changed.requests);
    return work.owed.map(({ owed }) => (owed.kind === 'ring' ? owed.signal : owed.kind));
  });
const start = (automation: string, turn = 1): Change => ({
  kind: 'automation_started',
  stepId: 'other',
  turn,
  automation,
});

/** An automation nothing else starts. Returns its slug. */
async function another(parts: Parameters<typeof aDefinition>[0] = {}): Promise<string> {
  const definition: AutomationDefinition = aDefinition({
    triggers: [{ id: 'phrase', type: 'customer_message', match: { exact: 'start the other one' } }],
    ...parts,
  });
  return `automation-${await stage.publish(definition)}`;
}

/** Lets the asking run stand on its step listening to these events. */
const listensTo = (...types: string[]) =>
  stage.dataSource.query(`update run set run_state = jsonb_set(run_state, '{tokens,0,listen}', $2) where id = $1`, [
    run.runId,
    JSON.stringify(types.map((type) => ({ kind: 'event', type }))),
  ]);

const heard = async (): Promise<{ type: string; data: Record<string, unknown> }[]> => {
  const rows: { fact: { type: string; data: Record<string, unknown> } }[] = await stage.dataSource.query(
    `select fact from run_inbox where run_id = $1 and consumed_at is null order by id`,
    [run.runId],
  );
  return rows.map(({ fact }) => fact);
};
const others = async () => (await stage.runs()).filter(({ id }) => id !== run.runId);
const trailOf = async (what: string) =>
  (await stage.dataSource.query(`select why, saw, step_id, turn from run_trail where run_id = $1 and what = $2`, [
    run.runId,
    what,
  ])) as { why: string; saw: Record<string, unknown>; step_id: string; turn: number }[];

describe('starting another automation', () => {
  it('lets the contact enter in the same transaction, once per step and turn', async () => {
    const slug = await another({ entry: { mode: 'always' } });
    expect(await decide(start(slug))).toEqual(['start']);
    expect(await decide(start(slug))).toEqual([]);
    expect(await others()).toMatchObject([{ state: 'active' }]);
    expect(await decide(start(slug, 2))).toEqual(['start']);
    expect(await others()).toHaveLength(2);
    expect((await trailOf('automation_entered')).map(({ turn }) => turn)).toEqual([1, 2]);
  });

  it('carries who started it and one automation more in its causes', async () => {
    await decide(start(await another()));
    const [row] = await stage.dataSource.query(
      `select started_by, causation_depth, trigger_event->>'type' as type from run where workspace_id = $1 and id <> $2`,
      [stage.workspace.id, run.runId],
    );
    expect(row).toEqual({
      started_by: { runId: run.runId, stepId: 'other', turn: 1 },
      causation_depth: 1,
      type: 'manual',
    });
  });

  it('is refused by the rules of the other one, with its reason on the timeline and for the step that listens', async () => {
    const slug = await another({ entry: { audience: { tag: 'vip' } } });
    await listensTo('automation.entered', 'automation.refused');
    expect(await decide(start(slug))).toEqual([]);
    expect(await others()).toMatchObject([{ state: 'refused', reason: 'audience' }]);
    expect(await trailOf('automation_refused')).toMatchObject([
      { step_id: 'other', turn: 1, saw: { automation: slug, reason: 'audience' } },
    ]);
    expect(await heard()).toMatchObject([
      { type: 'automation.refused', data: { stepId: 'other', turn: 1, automation: slug, reason: 'audience' } },
    ]);
  });

  it('that is unknown or disabled is refused', async () => {
    const slug = await another();
    await stage.dataSource.query(`update automation set state = 'disabled' where slug = $1`, [slug]);
    await decide(start(slug), start('never-was', 2));
    expect((await trailOf('automation_refused')).map(({ saw }) => saw['reason'])).toEqual([
      'unknown_automation',
      'unknown_automation',
    ]);
    expect(await others()).toEqual([]);
  });

  it('as the eleventh in a row is refused and shown', async () => {
    const slug = await another();
    await stage.dataSource.query(`update run set causation_depth = 9 where id = $1`, [run.runId]);
    await decide(start(slug));
    expect(await others()).toMatchObject([{ state: 'active' }]);
    await stage.dataSource.query(`update run set causation_depth = 10 where id = $1`, [run.runId]);
    await decide(start(slug, 2));
    expect(await trailOf('automation_refused')).toMatchObject([{ saw: { reason: 'causation_too_deep' } }]);
  });

  it('tells the starter that waits when the started run has ended, and rings it', async () => {
    const slug = await another();
    await listensTo('automation.entered', 'run.ended');
    await decide(start(slug));
    const [started] = await others();
    expect(await decide({ kind: 'automations_stopped', which: [slug] })).toEqual(['eventArrived', 'exitRequested']);
    const ended = { runId: started?.id, stepId: 'other', turn: 1, state: 'exited', reason: 'stopped_by_automation' };
    expect(await heard()).toMatchObject([{ type: 'automation.entered' }, { type: 'run.ended', data: ended }]);
  });

  it('tells nothing to a starter that does not wait', async () => {
    await decide(start(await another()));
    await decide({ kind: 'automations_stopped', which: 'others' });
    expect(await heard()).toEqual([]);
  });
});

describe('stopping automations', () => {
  it.each([
    ['all', ['exited', 'exited', 'exited']],
    ['others', ['active', 'exited', 'exited']],
  ] as const)('%s ends the runs that are meant and no others', async (which, states) => {
    await decide(start(await another()), start(await another()));
    await decide({ kind: 'automations_stopped', which });
    const rows = [await run.read(), ...(await others())];
    expect(rows.map(({ state }) => state)).toEqual(states);
  });

  it('by name ends those of these automations only', async () => {
    const [first, second] = [await another(), await another()];
    await decide(start(first), start(second));
    await decide({ kind: 'automations_stopped', which: [second] });
    const rows: { slug: string; state: string }[] = await stage.dataSource.query(
      `select a.slug, r.state from run r join automation a on a.id = r.automation_id where r.workspace_id = $1 and r.id <> $2`,
      [stage.workspace.id, run.runId],
    );
    expect(Object.fromEntries(rows.map(({ slug, state }) => [slug, state]))).toEqual({
      [first]: 'active',
      [second]: 'exited',
    });
  });
});

describe('blocking', () => {
  it('ends every live run of the contact with its reason, and nothing starts until it is unblocked', async () => {
    const slug = await another({ entry: { mode: 'always' } });
    await decide(start(slug));
    await decide({ kind: 'contact_blocked' }, start(slug, 2));
    expect([await run.read(), ...(await others())].map(({ state, reason }) => [state, reason])).toEqual([
      ['exited', 'blocked'],
      ['exited', 'blocked'],
      ['refused', 'blocked'],
    ]);
    expect((await stage.drive(run.runId)).outcome).toEqual({ state: 'exited', reason: 'blocked' });
    await decide({ kind: 'contact_unblocked' }, start(slug, 3));
    expect((await others()).map(({ state }) => state)).toContain('active');
  });
});

describe('a decision that asks something of runs', () => {
  /** Decides as the engine does, and asks this the first time. */
  class Asking extends Decisions {
    constructor(private asked: RunRequest[]) {
      super(catalog);
    }

    override async decide(...given: Parameters<Decisions['decide']>): Promise<RunRequest[]> {
      const own = await super.decide(...given);
      return [...own, ...this.asked.splice(0)];
    }
  }

  const advance = (...asked: RunRequest[]) => {
    const asking = new Asking(asked);
    const entries = new Entries(catalog, { decisions, endings });
    const workbench = new Workbench(stage.dataSource, stage.services.temporal);
    const moves = new Moves({ decisions: asking, entries, requests });
    const parts = { endings, moves, clock: stage.clock };
    const advanceRun = new AdvanceRun(stage.dataSource, workbench, parts);
    return advanceRun.advance({ runId: run.runId, epoch: 1, seenRevision: 0, now: stage.clock.now() });
  };

  it('may end its own run: the orders say so, and the message it had planned is skipped', async () => {
    const orders = await advance({ kind: 'stop', which: 'all', reason: 'stopped_by_automation', because: 'a test' });
    expect(orders).toMatchObject({ effects: [], outcome: { state: 'exited', reason: 'stopped_by_automation' } });
    expect(await stage.dataSource.query(`select status from message where run_id = $1`, [run.runId])).toEqual([
      { status: 'skipped' },
    ]);
  });

  it('has what it asked for done once, and Temporal told after the commit', async () => {
    const asked: RunRequest = { kind: 'start', stepId: 'other', turn: 1, automation: await another() };
    const before = stage.temporal.started.length;
    expect((await advance(asked)).effects).toHaveLength(1);
    expect((await advance(asked)).effects).toHaveLength(1);
    expect(await others()).toHaveLength(1);
    expect(stage.temporal.started).toHaveLength(before + 1);
  });
});
