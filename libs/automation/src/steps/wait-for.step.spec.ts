import { describe, expect, it } from '@jest/globals';
import type { WorldMessage } from '../engine/world.js';
import { aStory, anAutomation, aWorld, type StepInput } from '../testing/index.js';

const tag = (name: string): StepInput => ({ type: 'add_tag', tag: name, next: null });
const wait: StepInput = {
  type: 'wait_for',
  event: 'shop.order.placed',
  deadline: 'P3D',
  next: 'ordered',
  timeout: 'gone',
};
const story = (step: Partial<StepInput> = {}) => {
  const steps = { wait: { ...wait, ...step } as StepInput, ordered: tag('ordered'), gone: tag('gone') };
  const world = aWorld().build();
  return aStory(anAutomation().withSteps(steps).build(), { world: { ...world, run: { ...world.run, key: 'cart-1' } } });
};
type Told = ReturnType<typeof story>;
const order = (run: Told, data: Record<string, unknown> = {}, id = 'order-1') =>
  run.hears({ kind: 'event', at: run.now, id, type: 'shop.order.placed', data });
const tags = (run: Told) => run.changes.map((change) => change.kind === 'tag_added' && change.tag);

describe('wait_for', () => {
  it('goes on when the event comes, and keeps its data', () => {
    const run = order(story().passes('P1D'), { total: 40 });
    expect(tags(run)).toEqual(['ordered']);
    expect(run.state.results['wait']).toMatchObject({ type: 'shop.order.placed', data: { total: 40 } });
  });

  it('takes the way `timeout` when it does not', () => {
    expect(tags(story().passes('P3D'))).toEqual(['gone']);
  });

  it('lets an event pass that its filter does not want, and waits on until its deadline', () => {
    const run = order(story({ filter: { path: 'data.total', op: 'gte', value: 50 } }), { total: 49 });
    expect(run.at).toEqual(['wait: waiting']);
    expect(tags(order(run, { total: 50 }, 'order-2'))).toEqual(['ordered']);
  });

  it('lets an event of another cart pass', () => {
    const run = order(story({ key: 'data.cartId' }), { cartId: 'cart-2' });
    expect(run.at).toEqual(['wait: waiting']);
    expect(tags(order(run, { cartId: 'cart-1' }, 'order-2'))).toEqual(['ordered']);
  });

  it('does not hear an event of another type', () => {
    const run = story();
    run.hears({ kind: 'event', at: run.now, id: 'e', type: 'shop.cart.updated', data: {} });
    expect(run.at).toEqual(['wait: waiting']);
  });

  it('hears an event once, though it waits for the next of its kind', () => {
    const run = order(story({ next: 'wait' }));
    expect(run.state.turns['wait']).toBe(2);
    expect(order(run).state.turns['wait']).toBe(2);
    expect(order(run, {}, 'order-2').state.turns['wait']).toBe(3);
  });

  it('listens to its event while it waits', () => {
    expect(story().last.listens).toEqual([{ kind: 'event', type: 'shop.order.placed' }]);
  });
});

describe('wait_for a status of a message', () => {
  const message = (stepId: string, status: WorldMessage['status'], turn = 1) => ({
    stepId,
    turn,
    status,
    replied: false,
  });
  const awaiting = (messages: WorldMessage[], step: Partial<StepInput> = {}) =>
    aStory(
      anAutomation()
        .withSteps({
          wait: { ...wait, event: 'message.delivered', ...step } as StepInput,
          ordered: tag('ordered'),
          gone: tag('gone'),
        })
        .build(),
      { world: aWorld().with({ messages }).build() },
    );

  it('goes on at once when the message that was sent last has it, or a higher one', () => {
    expect(tags(awaiting([message('hi', 'delivered')]))).toEqual(['ordered']);
    expect(tags(awaiting([message('hi', 'read')]))).toEqual(['ordered']);
    expect(tags(awaiting([message('hi', 'failed')], { event: 'message.failed' }))).toEqual(['ordered']);
  });

  it('waits while it has only lower ones, or is about to be sent', () => {
    expect(awaiting([message('hi', 'sent')]).at).toEqual(['wait: waiting']);
    expect(awaiting([message('hi', 'failed')]).at).toEqual(['wait: waiting']);
    expect(awaiting([message('hi', 'read', 1), message('hi', 'accepted', 2)]).at).toEqual(['wait: waiting']);
    expect(tags(awaiting([message('hi', 'read', 1), message('hi', 'planned', 2)]))).toEqual(['ordered']);
  });

  it('looks at the message its filter wants', () => {
    const filter = { path: 'data.step', op: 'eq' as const, value: 'first' };
    const messages = [message('first', 'read'), message('second', 'sent')];
    expect(awaiting(messages).at).toEqual(['wait: waiting']);
    expect(tags(awaiting(messages, { filter } as Partial<StepInput>))).toEqual(['ordered']);
  });
});
