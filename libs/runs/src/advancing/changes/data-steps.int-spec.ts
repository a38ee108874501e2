import { afterAll, beforeEach, expect, it } from '@jest/globals';
import { aDefinition, Stage } from '../../testing/index.js';

const anna = '+391110000001';
const opened: Stage[] = [];
let stage: Stage;

beforeEach(async () => {
  stage = await Stage.open(process.env['DATABASE_URL']);
  opened.push(stage);
});
afterAll(() => Promise.all(opened.map((each) => each.close())));

async function aRunOf(start: string, steps: Record<string, unknown>): Promise<string> {
  await stage.publish(aDefinition({ start, steps }));
  await stage.cart(anna, 'cart-1');
  return (await stage.onlyRun()).id;
}

const other = async (parts: Parameters<typeof aDefinition>[0] = {}) => {
  const triggers = [{ id: 'phrase', type: 'customer_message', match: { exact: 'the other one' } }];
  return `automation-${await stage.publish(aDefinition({ triggers, ...parts }))}`;
};

it('writes what the steps of one decision change, tells it in order, and shows what could not be done', async () => {
  const run = await aRunOf('join', {
    join: { type: 'add_to_list', list: 'carts', create: true, next: 'misspelt' },
    misspelt: { type: 'add_to_list', list: 'crats', next: 'desk' },
    desk: { type: 'open_ticket', subject: 'Cart of {{ contact.phone }}', priority: 'high', next: 'note' },
    note: { type: 'add_note', text: 'see the ticket', next: null },
  });
  expect((await stage.drive(run)).outcome).toEqual({ state: 'completed', reason: 'last_step' });
  expect((await stage.emitted()).filter((type) => /list|ticket|note/.test(type))).toEqual([
    'contact.list_joined',
    'ticket.opened',
    'conversation.note_added',
  ]);
  expect(await stage.trail(run)).toContain('change_failed');
  const [ticket] = await stage.dataSource.query(`select subject, priority from ticket where run_id = $1`, [run]);
  expect(ticket).toEqual({ subject: `Cart of ${anna}`, priority: 'high' });
});

it('takes the refused way in the same call when the other automation refuses', async () => {
  const automation = await other({ entry: { audience: { tag: 'vip' } } });
  const run = await aRunOf('start', {
    start: { type: 'start_automation', automation, next: null, refused: 'mark' },
    mark: { type: 'add_tag', tag: 'refused', next: null },
  });
  expect((await stage.advance(run)).outcome).toEqual({ state: 'completed', reason: 'last_step' });
  const tags = await stage.dataSource.query(
    `select t.tag from contact_tag t join run r on r.contact_id = t.contact_id where r.id = $1`,
    [run],
  );
  expect(tags).toEqual([{ tag: 'refused' }]);
});

it('waits for the automation it started, and goes on when that has ended', async () => {
  const automation = await other({ start: 'out', steps: { out: { type: 'exit' } } });
  const run = await aRunOf('start', {
    start: { type: 'start_automation', automation, wait: { deadline: 'P1D' }, next: 'mark' },
    mark: { type: 'add_tag', tag: 'done', next: null },
  });
  expect((await stage.drive(run)).outcome).toBeUndefined();
  const started = (await stage.runs()).find(({ id }) => id !== run);
  await stage.drive(started?.id ?? '');
  expect((await stage.drive(run)).outcome).toEqual({ state: 'completed', reason: 'last_step' });
  expect(await stage.emitted()).toContain('contact.tag_added');
});

it('exits with blocked when it blocks its own contact, and every other run of the contact with it', async () => {
  await stage.publish(aDefinition());
  await stage.publish(aDefinition({ start: 'block', steps: { block: { type: 'block_contact', next: null } } }));
  await stage.cart(anna, 'cart-1');
  for (const { id } of await stage.runs()) await stage.advance(id);
  expect((await stage.runs()).map(({ state, reason }) => [state, reason])).toEqual([
    ['exited', 'blocked'],
    ['exited', 'blocked'],
  ]);
});
