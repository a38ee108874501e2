import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { EntryPage } from '@threadline/contracts';
import { lockContact } from '@threadline/persistence';
import { aCrowd, aDefinition, Stage } from '../testing/index.js';

const occasion = '2026-03-02T08:00:00.000Z';
const opened: Stage[] = [];
let stage: Stage;

beforeEach(async () => {
  stage = await Stage.open(process.env['DATABASE_URL']);
  opened.push(stage);
});
afterAll(() => Promise.all(opened.map((each) => each.close())));

const daily = (audience: unknown, parts: object = {}) =>
  aDefinition({
    triggers: [{ id: 'daily', type: 'schedule', times: { cron: '0 9 * * *' }, audience }],
    entry: { mode: 'always' },
    ...tagging,
    ...parts,
  });
const tagging = { start: 'tag', steps: { tag: { type: 'add_tag', tag: 'told', next: null } } };

function take(automationId: string, told: { cursor?: string; occasion?: string } = {}): Promise<EntryPage> {
  const input = { workspaceId: stage.workspace.id, automationId, triggerId: 'daily', occasion, ...told };
  return stage.services.scheduledEntries.enterPage(input, stage.clock.now());
}

/** Takes every page. Returns how many each let in. */
async function takeAll(automationId: string, told: { occasion?: string } = {}): Promise<number[]> {
  const entered: number[] = [];
  let cursor: string | undefined;
  do {
    const page = await take(automationId, { ...told, ...(cursor !== undefined && { cursor }) });
    entered.push(page.entered);
    cursor = page.cursor;
  } while (cursor !== undefined);
  return entered;
}

const whoEntered = async (): Promise<string[]> => {
  const rows: { contact_id: string }[] = await stage.dataSource.query(
    `select contact_id from run where workspace_id = $1 order by contact_id`,
    [stage.workspace.id],
  );
  return rows.map((row) => row.contact_id);
};

describe('a schedule`s audience', () => {
  it('enters page by page, by thousands', async () => {
    const told = await aCrowd(stage, 2_050, { lists: ['news'] });
    await aCrowd(stage, 30);
    const automation = await stage.publish(daily({ list: 'news' }));
    const pages = await takeAll(automation);
    expect(pages.length).toBe(11);
    expect(pages.reduce((sum, entered) => sum + entered)).toBe(2_050);
    expect(await whoEntered()).toEqual(told);
    expect(stage.temporal.started).toHaveLength(2_050);
  }, 120_000);

  it('is whoever a condition holds for, however much of it the database can judge', async () => {
    const [rome] = await aCrowd(stage, 1, { lists: ['news'], fields: { city: 'Rome' } });
    await aCrowd(stage, 1, { lists: ['news'], fields: { city: 'Oslo' } });
    await aCrowd(stage, 1, { lists: ['news'], fields: { city: 'Rome' }, tags: ['vip'] });
    await aCrowd(stage, 1, { fields: { city: 'Rome' } });
    const notOslo = { not: { path: 'contact.fields.city', op: 'eq', value: 'Oslo' } };
    const audience = { all: [{ list: 'news' }, notOslo, { not: { any: [{ tag: 'vip' }, { consent: 'marketing' }] } }] };
    await takeAll(await stage.publish(daily(audience)));
    expect(await whoEntered()).toEqual([rome]);
  });

  it('enters once for an occasion, though a page died in the middle and came again, and again for the next', async () => {
    const crowd = await aCrowd(stage, 40, { tags: ['a'] });
    const automation = await stage.publish(daily({ tag: 'a' }));
    await stage.dataSource.transaction(async (tx) => {
      await lockContact(tx, crowd[17] ?? '');
      await expect(take(automation)).rejects.toThrow('lock timeout');
    });
    expect(await whoEntered()).toHaveLength(39);
    await Promise.all([take(automation), take(automation)]);
    expect(await whoEntered()).toEqual(crowd);
    expect(await take(automation)).toEqual({ entered: 0, refused: 0 });
    expect(await take(automation, { occasion: '2026-03-03T08:00:00.000Z' })).toEqual({ entered: 40, refused: 0 });
  });

  it('is judged by the entry rules, and refusals are on record', async () => {
    await aCrowd(stage, 2, { tags: ['a'] });
    await aCrowd(stage, 1, { tags: ['a', 'vip'] });
    const automation = await stage.publish(daily({ tag: 'a' }, { entry: { mode: 'once', audience: { tag: 'vip' } } }));
    expect(await take(automation)).toEqual({ entered: 1, refused: 2 });
    expect(await take(automation)).toEqual({ entered: 0, refused: 0 });
  });

  it('enters no more once the automation is switched off', async () => {
    await aCrowd(stage, 3, { tags: ['a'] });
    const automation = await stage.publish(daily({ tag: 'a' }));
    await stage.disable(automation);
    expect(await take(automation)).toEqual({ entered: 0, refused: 0 });
  });

  it('of one workspace is nobody of another', async () => {
    const other = await Stage.open(process.env['DATABASE_URL']);
    opened.push(other);
    await aCrowd(other, 2, { lists: ['news'] });
    const automation = await stage.publish(daily({ not: { tag: 'nobody' } }));
    expect(await take(automation)).toEqual({ entered: 0, refused: 0 });
  });
});
