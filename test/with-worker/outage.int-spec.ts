import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AutomationDefinition } from '@threadline/automation';
import { eventually } from '../support/eventually.js';
import { House } from './house.js';

const send = (which: string, next: string | null) => ({
  type: 'send_template',
  template: 'hello',
  language: 'en',
  variables: { 1: which },
  next,
});
const threeSends = AutomationDefinition.parse({
  name: 'Three sends',
  triggers: [{ id: 'cart', type: 'shop', event: 'cart.updated', key: 'data.cartId' }],
  settings: { category: 'utility' },
  start: 'a',
  steps: { a: send('first', 'b'), b: send('second', 'c'), c: send('third', null) },
});
const inOrder = ['The first one.', 'The second one.', 'The third one.'];
const phones = [1, 2, 3, 4].map((nth) => `+39347200000${nth}`);

let house: House;
let eventsWithoutTrouble = 0;

beforeAll(async () => {
  house = await House.open();
  await house.approve('hello');
  await house.stage.publish(threeSends);
  await house.startWorker();
  eventsWithoutTrouble = await eventsOf((await ended(['+393472000009'])).at(0) ?? '');
});
afterAll(() => house.close());

/** Starts runs for contacts. Gives their ids. */
async function started(contacts: readonly string[]): Promise<string[]> {
  const before = new Set((await house.stage.runs()).map(({ id }) => id));
  for (const phone of contacts) await house.stage.cart(phone, 'cart');
  return (await house.stage.runs()).map(({ id }) => id).filter((id) => !before.has(id));
}

async function ended(contacts: readonly string[]): Promise<string[]> {
  const runs = await started(contacts);
  await untilEnded(runs);
  return runs;
}

const untilEnded = (runs: readonly string[]) =>
  eventually('the end of every run', async () => {
    const states = (await house.stage.runs()).filter(({ id }) => runs.includes(id)).map(({ state }) => state);
    return states.every((state) => state === 'completed') ? states : undefined;
  });

async function eventsOf(runId: string): Promise<number> {
  const handle = await house.workflowOf(runId);
  return eventually('an ended workflow', async () => {
    const { status, historyLength } = await handle.describe();
    return status.name === 'COMPLETED' ? historyLength : undefined;
  });
}

/** What stands in the way of the runs' messages, how often WhatsApp refused them, and how long their histories are. */
async function trouble(runs: readonly string[]) {
  const rows: { code: string | null; refusals: number }[] = await house.stage.dataSource.query(
    `select problem->>'code' as code, refusals from message where run_id = any($1) and direction = 'out'`,
    [runs],
  );
  const handles = await Promise.all(runs.map((id) => house.workflowOf(id)));
  const described = await Promise.all(handles.map((handle) => handle.describe()));
  return {
    reasons: rows.map(({ code }) => code),
    refusals: rows.reduce((sum, { refusals }) => sum + refusals, 0),
    events: described.map(({ historyLength }) => historyLength),
    shown: described.flatMap(({ raw }) => raw.pendingActivities?.map(({ lastFailure }) => lastFailure?.message) ?? []),
  };
}
type Trouble = Awaited<ReturnType<typeof trouble>>;

const seen = (what: string, runs: readonly string[], isSo: (now: Trouble) => boolean) =>
  eventually(what, async () => {
    const now = await trouble(runs);
    return isSo(now) ? now : undefined;
  });

/** Every contact has got every message once, in order; no run has failed, and no history has grown. */
async function expectNoHarm(runs: readonly string[]): Promise<void> {
  await untilEnded(runs);
  for (const phone of phones)
    expect((await house.control.ledger(phone)).slice(-3).map(({ text }) => text)).toEqual(inOrder);
  for (const run of runs) expect(await eventsOf(run)).toBeLessThanOrEqual(eventsWithoutTrouble);
}

describe('while WhatsApp', () => {
  it('is away, runs say why they wait, their histories stay as they are, and all goes on alone and in order', async () => {
    await house.whatsappGoes();
    const runs = await started(phones);
    const early = await seen('every run shows why', runs, ({ reasons, shown }) => {
      const known = reasons.filter((code) => code === 'provider_unreachable' || code === 'number_busy');
      return (
        known.length === phones.length &&
        reasons.includes('provider_unreachable') &&
        shown.filter(Boolean).length === phones.length
      );
    });
    expect(early.shown).toContain('WhatsApp cannot be reached');
    const late = await seen('more tries', runs, ({ refusals }) => refusals >= early.refusals + 2);
    expect(late.events).toEqual(early.events);
    await house.whatsappComesBack();
    await expectNoHarm(runs);
  });

  it('says that the number sends too fast, the number rests and nothing fails', async () => {
    await house.control.fail({ mode: 'error', code: 130429, times: 3 });
    const runs = await started(phones);
    await seen('the reason', runs, ({ reasons }) => reasons.includes('130429'));
    await expectNoHarm(runs);
  });

  it('answers without a word of what it did, one message at a time finds out, and none is sent twice', async () => {
    await house.control.fail({ mode: 'http_500', times: 2 });
    const runs = await started(phones);
    await untilEnded(runs);
    const rows: { status: string }[] = await house.stage.dataSource.query(
      `select status from message where run_id = any($1) and direction = 'out' order by status`,
      [runs],
    );
    const sent = runs.length * inOrder.length - 2;
    expect(rows.map(({ status }) => status)).toEqual([...Array<string>(sent).fill('accepted'), 'unknown', 'unknown']);
  });
});
