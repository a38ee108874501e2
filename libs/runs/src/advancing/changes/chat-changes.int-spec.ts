import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Change } from '@threadline/automation';
import { ensureOperator, ensureTeam, inTransaction, type OperatorRole } from '@threadline/persistence';
import { ChangedRun, Stage } from '../../testing/index.js';
import type { Changed } from './apply-changes.js';

const opened: Stage[] = [];
let stage: Stage;
let people = 0;

beforeEach(async () => {
  stage = await Stage.open(process.env['DATABASE_URL']);
  opened.push(stage);
});
afterAll(() => Promise.all(opened.map((each) => each.close())));

const aRun = () => ChangedRun.of(stage, `+39111${String(++people).padStart(7, '0')}`);
const told = ({ events }: Changed) => events.map(({ type }) => type);
const reasons = ({ problems }: Changed) => problems.map(({ saw }) => saw?.['reason']);
const toOperators = (...operators: string[]): Change => ({
  kind: 'operators_assigned',
  assignment: { to: 'operators', operators },
});
const toTeam = (by: 'round_robin' | 'least_busy', team = 'support'): Change => ({
  kind: 'operators_assigned',
  assignment: { to: 'team', team, by },
});

async function aTeam(names: readonly string[], role: OperatorRole = 'operator'): Promise<void> {
  await inTransaction(stage.dataSource, async (tx) => {
    const operatorIds = [];
    for (const name of names) operatorIds.push(await ensureOperator(tx, stage.workspace.id, { name, role }));
    await ensureTeam(tx, stage.workspace.id, { name: 'support', operatorIds });
  });
}

async function chatsByOperator(): Promise<Record<string, number>> {
  const rows: { name: string; chats: number }[] = await stage.dataSource.query(
    `select o.name, count(c.conversation_id)::int as chats from operator o
     left join conversation_operator c on c.operator_id = o.id where o.workspace_id = $1 group by o.name`,
    [stage.workspace.id],
  );
  return Object.fromEntries(rows.map(({ name, chats }) => [name, chats]));
}

async function operatorsOf(run: ChangedRun): Promise<string[]> {
  const rows: { name: string }[] = await stage.dataSource.query(
    `select o.name from conversation_operator c join operator o on o.id = c.operator_id
     join conversation v on v.id = c.conversation_id where v.contact_id = $1 order by o.name`,
    [run.contactId],
  );
  return rows.map(({ name }) => name);
}

describe('a note', () => {
  it('is added to the chat once, however often its decision is written', async () => {
    const run = await aRun();
    const notes: Change[] = [
      { kind: 'note_added', text: 'called' },
      { kind: 'note_added', text: 'called' },
    ];
    expect(told(await run.change(notes))).toEqual(['conversation.note_added', 'conversation.note_added']);
    expect(told(await run.change(notes))).toEqual([]);
    const rows = await stage.dataSource.query(`select text, run_id from note where run_id = $1`, [run.runId]);
    expect(rows).toEqual([
      { text: 'called', run_id: run.runId },
      { text: 'called', run_id: run.runId },
    ]);
  });

  it('in a workspace without a number is a problem, and the run goes on', async () => {
    const run = await aRun();
    await stage.dataSource.query(`delete from phone_number where workspace_id = $1`, [stage.workspace.id]);
    expect(reasons(await run.change([{ kind: 'note_added', text: 'x' }, { kind: 'marked_unread' }]))).toEqual([
      'no_number',
      'no_number',
    ]);
  });
});

describe('a chat', () => {
  it('is marked unread once', async () => {
    const run = await aRun();
    expect(told(await run.change([{ kind: 'marked_unread' }]))).toEqual(['conversation.marked_unread']);
    expect(told(await run.change([{ kind: 'marked_unread' }], { later: 1 }))).toEqual([]);
  });

  it('goes to the operators named, never to a viewer or somebody unknown', async () => {
    await aTeam(['Ada', 'Bob']);
    await inTransaction(stage.dataSource, (tx) =>
      ensureOperator(tx, stage.workspace.id, { name: 'Vic', role: 'viewer' }),
    );
    const run = await aRun();
    const changed = await run.change([toOperators('Ada', 'Vic', 'Zoe', 'Bob')]);
    expect(told(changed)).toEqual(['conversation.assigned', 'conversation.assigned']);
    expect(changed.problems.map(({ saw }) => saw?.['operator'])).toEqual(['Vic', 'Zoe']);
    expect(await operatorsOf(run)).toEqual(['Ada', 'Bob']);
  });

  it('is taken from the operators named, or from everybody', async () => {
    await aTeam(['Ada', 'Bob', 'Cal']);
    const run = await aRun();
    await run.change([toOperators('Ada', 'Bob', 'Cal')]);
    const some = await run.change([{ kind: 'operators_removed', operators: ['Ada', 'Zoe'] }]);
    expect([told(some), reasons(some)]).toEqual([['conversation.unassigned'], ['unknown_operator']]);
    const all = await run.change([{ kind: 'operators_removed' }]);
    expect(told(all)).toEqual(['conversation.unassigned', 'conversation.unassigned']);
    expect(await operatorsOf(run)).toEqual([]);
  });
});

describe('a team', () => {
  it('takes turns: fifteen chats at once give five to each of three', async () => {
    await aTeam(['Ada', 'Bob', 'Cal']);
    const runs = await Promise.all(Array.from({ length: 15 }, aRun));
    await Promise.all(runs.map((run) => run.change([toTeam('round_robin')])));
    expect(await chatsByOperator()).toEqual({ Ada: 5, Bob: 5, Cal: 5 });
  });

  it('gives a chat to whoever has the fewest', async () => {
    await aTeam(['Ada', 'Bob', 'Cal']);
    await (await aRun()).change([toOperators('Ada', 'Bob')]);
    await (await aRun()).change([toOperators('Ada')]);
    const [third, fourth] = [await aRun(), await aRun()];
    await third.change([toTeam('least_busy')]);
    expect(await operatorsOf(third)).toEqual(['Cal']);
    await fourth.change([toTeam('least_busy')]);
    expect((await chatsByOperator())['Ada']).toBe(2);
  });

  it('shares chats that come at once evenly among the least busy', async () => {
    await aTeam(['Ada', 'Bob']);
    const runs = await Promise.all(Array.from({ length: 12 }, aRun));
    await Promise.all(runs.map((run) => run.change([toTeam('least_busy')])));
    expect(await chatsByOperator()).toEqual({ Ada: 6, Bob: 6 });
  });

  it('that has the chat already keeps it with the same person', async () => {
    await aTeam(['Ada', 'Bob']);
    const run = await aRun();
    expect(told(await run.change([toTeam('round_robin')]))).toEqual(['conversation.assigned']);
    expect(told(await run.change([toTeam('round_robin')], { later: 1 }))).toEqual([]);
    expect(await operatorsOf(run)).toHaveLength(1);
  });

  it('that is unknown or has nobody to take a chat is a problem', async () => {
    await aTeam(['Vic'], 'viewer');
    const run = await aRun();
    expect(reasons(await run.change([toTeam('round_robin'), toTeam('least_busy', 'nobody')]))).toEqual([
      'empty_team',
      'unknown_team',
    ]);
  });
});
