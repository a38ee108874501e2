import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import { parseInboundEvent, type InboundEvent } from '@threadline/contracts';
import { WorkCalendar } from '@threadline/domain';
import { aDefinition, Stage } from '../testing/index.js';

const hour = 3_600_000;
const anna = '+391110000001';
const opened: Stage[] = [];
let stage: Stage;

beforeEach(async () => {
  stage = await Stage.open(process.env['DATABASE_URL']);
  opened.push(stage);
});
afterAll(() => Promise.all(opened.map((each) => each.close())));

const tags = (tag: string) => ({ start: 'tag', steps: { tag: { type: 'add_tag', tag, next: null } } });
const startedBy = (trigger: object, parts: object = tags('seen')) =>
  aDefinition({ triggers: [{ id: 'it', ...trigger }], ...parts });
const driveAll = async () => {
  for (const { id } of (await stage.runs()).filter(({ state }) => state === 'active')) await stage.drive(id);
};

describe('a change of a contact', () => {
  it('starts automations by our own news of it', async () => {
    await stage.publish(startedBy({ type: 'integration', event: 'lead.created' }, tags('lead')));
    await stage.publish(startedBy({ type: 'tag', tag: 'lead' }, tags('greeted')));
    await stage.tells('integration.lead.created', anna);
    await driveAll();
    expect(await stage.runs()).toHaveLength(1);
    expect(await stage.echoes()).toEqual([]);
    await driveAll();
    expect((await stage.runs()).map(({ state }) => state)).toEqual(['completed', 'completed']);
  });

  it('that two automations undo for each other ends after ten', async () => {
    const remove = { start: 'tag', steps: { tag: { type: 'remove_tag', tag: 'x', next: null } } };
    await stage.publish(startedBy({ type: 'integration', event: 'go' }, tags('x')));
    await stage.publish(startedBy({ type: 'tag', tag: 'x', change: 'added' }, remove));
    await stage.publish(startedBy({ type: 'tag', tag: 'x', change: 'removed' }, tags('x')));
    await stage.tells('integration.go', anna);
    const refused = [];
    for (let round = 0; round < 30; round++) {
      await driveAll();
      refused.push(...(await stage.echoes()));
    }
    expect(refused.map(({ code }) => code)).toEqual(['causation_too_deep']);
    expect(await stage.runs()).toHaveLength(11);
  });

  it('has a run that is held at the door judged again', async () => {
    const entry = { audience: { tag: 'vip' }, grace: 'P1D' };
    const trigger = { type: 'shop', event: 'cart.updated', when: { after: 'PT1H' } };
    await stage.publish(startedBy(trigger, { entry, ...tags('seen') }));
    await stage.publish(startedBy({ type: 'integration', event: 'promote' }, tags('vip')));
    await stage.cart(anna, 'cart-1');
    stage.passes(hour);
    const { id } = await stage.onlyRun();
    await stage.drive(id);
    expect((await stage.onlyRun()).state).toBe('armed');
    await stage.tells('integration.promote', anna);
    await driveAll();
    await stage.echoes();
    expect(stage.temporal.rung).toContainEqual(expect.objectContaining({ signal: 'eventArrived' }));
    await stage.drive(id);
    expect((await stage.runs()).find((run) => run.id === id)?.state).toBe('completed');
  });
});

describe('a run that waits for an event', () => {
  const waiting = startedBy(
    { type: 'integration', event: 'go' },
    {
      start: 'wait',
      steps: {
        wait: {
          type: 'wait_for',
          event: 'ticket.closed',
          filter: { path: 'data.priority', op: 'eq', value: 'high' },
          deadline: 'P1D',
          next: 'tag',
          timeout: null,
        },
        tag: { type: 'add_tag', tag: 'heard', next: null },
      },
    },
  );

  it('is rung by it and judges its filter itself', async () => {
    await stage.publish(waiting);
    await stage.tells('integration.go', anna);
    const { id } = await stage.onlyRun();
    await stage.drive(id);
    await stage.tells('ticket.closed', anna, { ticketId: 't-1', priority: 'low' });
    await stage.drive(id);
    expect((await stage.onlyRun()).state).toBe('active');
    await stage.tells('ticket.closed', anna, { ticketId: 't-2', priority: 'high' });
    expect(stage.temporal.rung.map(({ signal }) => signal)).toEqual(['eventArrived', 'eventArrived']);
    await stage.drive(id);
    expect(await stage.onlyRun()).toMatchObject({ state: 'completed', reason: 'last_step' });
    expect(await stage.emitted()).toContain('contact.tag_added');
  });

  it('is not rung by others', async () => {
    await stage.publish(waiting);
    await stage.tells('integration.go', anna);
    await stage.drive((await stage.onlyRun()).id);
    await stage.tells('ticket.opened', anna, { ticketId: 't-1', priority: 'high' });
    await stage.tells('ticket.closed', '+391110000002', { ticketId: 't-1', priority: 'high' });
    expect(stage.temporal.rung).toEqual([]);
  });
});

describe('a message', () => {
  const reply = { kind: 'text', text: 'hello' } as const;
  const takenBy = async (wamid: string) => {
    const [row] = await stage.dataSource.query(`select routing from message where provider_id = $1`, [wamid]);
    const [winner] = await stage.dataSource.query(`select name from automation where id = $1`, [
      row.routing.automationId ?? null,
    ]);
    return winner?.name ?? row.routing.takenBy;
  };
  const named = (name: string, trigger: object) => ({ ...startedBy(trigger), name });
  const closedOnMonday = WorkCalendar.parse({
    timeZone: 'Europe/Rome',
    hours: { tue: [{ from: '09:00', to: '18:00' }] },
    holidays: [],
  });
  const holidayToday = { ...closedOnMonday, holidays: [{ date: '2026-03-02' }] };

  it('goes to the strongest claim: phrase, other matches by priority, holiday, closed hours, nobody', async () => {
    await stage.works(holidayToday);
    const ids: string[] = [];
    for (const [name, trigger] of [
      ['phrase', { type: 'customer_message', match: 'Hello' }],
      ['strong', { type: 'customer_message', match: { contains: 'ello' }, priority: 5 }],
      ['weak', { type: 'customer_message', match: { any: true } }],
      ['holiday', { type: 'holiday' }],
      ['closed', { type: 'outside_hours' }],
    ] as const)
      ids.push(await stage.publish(named(name, trigger)));
    const order = [];
    for (const id of ids) {
      order.push(await takenBy(await stage.says(anna, reply)));
      await stage.disable(id);
    }
    order.push(await takenBy(await stage.says(anna, reply)));
    expect(order).toEqual(['phrase', 'strong', 'weak', 'holiday', 'closed', 'nobody']);
  });

  it('in a chat that the AI operator has goes to it, rather than to an answer for closed times', async () => {
    await stage.works(holidayToday);
    for (const type of ['holiday', 'outside_hours']) await stage.publish(named(type, { type }));
    const phrase = await stage.publish(named('phrase', { type: 'customer_message', match: 'Hello' }));
    await stage.says(anna, { kind: 'location', latitude: 45, longitude: 9 });
    await stage.dataSource.query(`update conversation set owner = 'ai' where workspace_id = $1`, [stage.workspace.id]);
    expect(await takenBy(await stage.says(anna, reply))).toBe('phrase');
    await stage.disable(phrase);
    expect(await takenBy(await stage.says(anna, reply))).toBe('ai');
    expect(await stage.runs()).toHaveLength(2);
  });

  it('is answered once in a closed period, for each contact', async () => {
    await stage.works(closedOnMonday);
    await stage.publish(named('closed', { type: 'outside_hours' }));
    expect(await takenBy(await stage.says(anna, reply))).toBe('closed');
    await driveAll();
    expect(await takenBy(await stage.says(anna, reply))).toBe('nobody');
    expect(await takenBy(await stage.says('+391110000002', reply))).toBe('closed');
    stage.passes(48 * hour);
    expect(await takenBy(await stage.says(anna, reply))).toBe('closed');
    expect(await stage.runs()).toHaveLength(3);
  });

  it('during working hours is no matter of theirs', async () => {
    await stage.works({ ...closedOnMonday, hours: { mon: [{ from: '09:00', to: '18:00' }] } });
    await stage.publish(named('closed', { type: 'outside_hours' }));
    expect(await takenBy(await stage.says(anna, reply))).toBe('nobody');
  });

  it('ends runs whose exit it is', async () => {
    await stage.publish(
      startedBy(
        { type: 'integration', event: 'go' },
        {
          exits: [{ on: 'whatsapp.message.received' }],
          start: 'wait',
          steps: { wait: { type: 'delay', for: 'P1D', next: null } },
        },
      ),
    );
    await stage.tells('integration.go', anna);
    await stage.says(anna, reply);
    expect(await stage.onlyRun()).toMatchObject({ state: 'exited', reason: 'exit_event' });
  });
});

describe('an event', () => {
  const parsed = (type: string, data: object = {}): InboundEvent => {
    const contact = { phone: anna };
    const event = {
      specversion: '1.0',
      id: type,
      source: 'test',
      type,
      time: '2026-03-02T10:00:00Z',
      workspaceid: stage.workspace.id,
      data: { contact, ...data },
    };
    const result = parseInboundEvent(Buffer.from(JSON.stringify(event)), `${stage.workspace.id}/phone:${anna}`);
    if (!result.ok) throw new Error(result.reason.text);
    return result.event;
  };

  it('needs no transaction when no automation listens and nothing of it is stored', async () => {
    const paid = parsed('shop.order.paid', { orderId: 'o' });
    const cart = parsed('shop.cart.updated', { cartId: 'c' });
    const order = parsed('shop.order.placed', { orderId: 'o' });
    const lead = parsed('integration.lead.created');
    const unheard = () => stage.services.handleEvent.unheard([paid, cart, order, lead]);
    expect(await unheard()).toEqual(new Set([paid, lead]));
    const id = await stage.publish(aDefinition({ exits: [{ on: 'shop.order.paid' }] }));
    expect(await unheard()).toEqual(new Set([lead]));
    await stage.disable(id);
    expect(await unheard()).toEqual(new Set([lead]));
  });
});
