import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Change } from '@threadline/automation';
import { defineField, ensureLists, inTransaction, loadWorld } from '@threadline/persistence';
import { ChangedRun, Stage } from '../../testing/index.js';
import type { Changed } from './apply-changes.js';

const opened: Stage[] = [];
let stage: Stage;
let run: ChangedRun;

beforeEach(async () => {
  stage = await Stage.open(process.env['DATABASE_URL']);
  opened.push(stage);
  run = await ChangedRun.of(stage, '+391110000001');
});
afterAll(() => Promise.all(opened.map((each) => each.close())));

const told = ({ events }: Changed) => events.map(({ type }) => type);
const reasons = ({ problems }: Changed) => problems.map(({ saw }) => saw?.['reason']);
const contact = async () => {
  const row = await run.read();
  return (await loadWorld(stage.dataSource.manager, row)).contact;
};
const makeLists = (...names: string[]) =>
  inTransaction(stage.dataSource, (tx) => ensureLists(tx, stage.workspace.id, names));

describe('tags', () => {
  it('are added and removed in the order of the decision', async () => {
    const changed = await run.change([
      { kind: 'tag_added', tag: 'a' },
      { kind: 'tag_added', tag: 'b' },
      { kind: 'tag_added', tag: 'a' },
      { kind: 'tag_removed', tag: 'b' },
      { kind: 'tag_removed', tag: 'never had' },
    ]);
    expect(told(changed)).toEqual(['contact.tag_added', 'contact.tag_added', 'contact.tag_removed']);
    expect((await contact()).tags).toEqual(['a']);
  });
});

describe('lists', () => {
  it('are joined and left, and stand in the world of the next decision', async () => {
    await makeLists('news', 'vip');
    const joined = await run.change([
      { kind: 'list_joined', list: 'news' },
      { kind: 'list_joined', list: 'vip' },
    ]);
    expect(told(joined)).toEqual(['contact.list_joined', 'contact.list_joined']);
    expect((await contact()).lists).toEqual(['news', 'vip']);
    expect(told(await run.change([{ kind: 'list_left', list: 'news' }]))).toEqual(['contact.list_left']);
    expect((await contact()).lists).toEqual(['vip']);
  });

  it('that do not exist are a problem with its reason, and the others are joined all the same', async () => {
    await makeLists('news');
    const changed = await run.change([
      { kind: 'list_joined', list: 'nwes' },
      { kind: 'list_joined', list: 'news' },
    ]);
    expect(changed.problems).toEqual([
      {
        at: stage.clock.now(),
        what: 'change_failed',
        why: 'there is no list "nwes"',
        saw: { change: 'list_joined', reason: 'unknown_list', list: 'nwes' },
      },
    ]);
    expect((await contact()).lists).toEqual(['news']);
  });

  it('are made when told to, once', async () => {
    const join: Change = { kind: 'list_joined', list: 'fresh', create: true };
    expect(reasons(await run.change([join, join]))).toEqual([]);
    expect((await contact()).lists).toEqual(['fresh']);
    const rows = await stage.dataSource.query(`select 1 from list where workspace_id = $1`, [stage.workspace.id]);
    expect(rows).toHaveLength(1);
  });

  it('of another workspace are unknown', async () => {
    const other = await Stage.open(process.env['DATABASE_URL']);
    opened.push(other);
    await inTransaction(other.dataSource, (tx) => ensureLists(tx, other.workspace.id, ['theirs']));
    expect(reasons(await run.change([{ kind: 'list_joined', list: 'theirs' }]))).toEqual(['unknown_list']);
  });
});

describe('fields', () => {
  beforeEach(async () => {
    await inTransaction(stage.dataSource, async (tx) => {
      await defineField(tx, stage.workspace.id, { name: 'size', type: 'choice', options: ['S', 'M'] });
      await defineField(tx, stage.workspace.id, { name: 'visits', type: 'number', options: [] });
    });
  });

  it('are filled and emptied, telling what was and what is', async () => {
    const filled = await run.change([
      { kind: 'field_set', field: 'visits', value: 1 },
      { kind: 'field_set', field: 'visits', value: 2 },
      { kind: 'field_set', field: 'size', value: 'M' },
    ]);
    expect(filled.events.map(({ data }) => data)).toMatchObject([
      { field: 'visits', from: null, to: 1 },
      { field: 'visits', from: 1, to: 2 },
      { field: 'size', from: null, to: 'M' },
    ]);
    expect((await contact()).fields).toEqual({ visits: 2, size: 'M' });
    await run.change([{ kind: 'field_set', field: 'size', value: null }]);
    expect((await contact()).fields).toEqual({ visits: 2 });
  });

  it('nobody defined are a problem, and are not written', async () => {
    expect(reasons(await run.change([{ kind: 'field_set', field: '__proto__', value: 'x' }]))).toEqual([
      'unknown_field',
    ]);
    expect((await contact()).fields).toEqual({});
  });

  it('stand in the world with their types, so that a step can parse by them', async () => {
    const { workspace } = await loadWorld(stage.dataSource.manager, await run.read());
    expect(workspace).toEqual({
      timeZone: 'Europe/Rome',
      connections: [],
      fields: { size: { type: 'choice', options: ['S', 'M'] }, visits: { type: 'number', options: [] } },
    });
  });
});

describe('consent', () => {
  it('is kept with every proof, and only a change of it is one', async () => {
    const at = stage.clock.now() - 1_000;
    const yes: Change = { kind: 'consent_set', marketing: true, proof: { at, text: 'yes please', messageId: 'm-1' } };
    const no: Change = { kind: 'consent_set', marketing: false, proof: { at, text: 'no more' } };
    expect(told(await run.change([yes]))).toEqual(['contact.consent_changed']);
    expect(told(await run.change([yes], { later: 1 }))).toEqual([]);
    expect((await run.change([no], { later: 2 })).events[0]?.data).toMatchObject({ marketing: 'withdrawn' });
    expect((await contact()).marketingConsent).toBe('withdrawn');
    const history = await stage.dataSource.query(
      `select marketing, at, text, message_id, via from consent_record where contact_id = $1 order by id`,
      [run.contactId],
    );
    const via = `run ${run.runId}`;
    expect(history).toEqual([
      { marketing: 'given', at: new Date(at), text: 'yes please', message_id: 'm-1', via },
      { marketing: 'withdrawn', at: new Date(at), text: 'no more', message_id: null, via },
    ]);
    expect((await run.read()).state).toBe('active');
  });

  it('withdrawn by an opt-out is in the same history', async () => {
    await stage.says('+391110000001', 'STOP');
    const history = await stage.dataSource.query(`select marketing from consent_record where contact_id = $1`, [
      run.contactId,
    ]);
    expect(history).toEqual([{ marketing: 'withdrawn' }]);
  });
});

describe('a repeated decision', () => {
  it('changes and tells nothing of the contact', async () => {
    await makeLists('news', 'old');
    await inTransaction(stage.dataSource, (tx) =>
      defineField(tx, stage.workspace.id, { name: 'visits', type: 'number', options: [] }),
    );
    const changes: Change[] = [
      { kind: 'tag_added', tag: 'a' },
      { kind: 'list_joined', list: 'news' },
      { kind: 'list_left', list: 'old' },
      { kind: 'field_set', field: 'visits', value: 2 },
      { kind: 'consent_set', marketing: true, proof: { at: 1 } },
      { kind: 'contact_unblocked' },
      { kind: 'contact_blocked' },
    ];
    expect(told(await run.change(changes))).toEqual([
      'contact.tag_added',
      'contact.list_joined',
      'contact.field_changed',
      'contact.consent_changed',
      'contact.blocked',
    ]);
    const again = await run.change(changes.filter(({ kind }) => kind !== 'contact_unblocked'));
    expect(again).toEqual({ events: [], problems: [], requests: [] });
  });
});
