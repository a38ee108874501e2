import { describe, expect, it } from '@jest/globals';
import { aWorld, friday } from '../testing/index.js';
import type { Condition } from './condition.js';
import { evaluate, holdsForEvent } from './evaluate.js';

const world = aWorld()
  .contact({ tags: ['vip'], lists: ['news'], fields: { city: 'Rome' } })
  .conversation({ windowClosesAt: friday + 1_000, owner: 'human' })
  .with({
    messages: [
      { stepId: 'hi', turn: 1, status: 'read', replied: true },
      { stepId: 'hi', turn: 2, status: 'accepted', replied: false },
      { stepId: 'lost', turn: 1, status: 'failed', replied: false },
    ],
  })
  .build();
const judge = (condition: Condition, now = friday) =>
  evaluate(condition, { world, results: { ask: { text: 'yes' } }, now });

describe('a condition', () => {
  it.each<[Condition, boolean]>([
    [{ tag: 'vip' }, true],
    [{ tag: 'new' }, false],
    [{ list: 'news' }, true],
    [{ consent: 'marketing' }, true],
    [{ window: 'open' }, true],
    [{ window: 'closed' }, false],
    [{ ownedBy: 'human' }, true],
    [{ ownedBy: 'bot' }, false],
    [{ path: 'contact.fields.city', op: 'eq', value: 'Rome' }, true],
    [{ path: 'trigger.data.total', op: 'gte', value: 50 }, true],
    [{ path: 'results.ask.text', op: 'eq', value: 'yes' }, true],
    [{ path: 'contact.constructor', op: 'exists' }, false],
    [{ message: { step: 'hi', status: 'sent' } }, true],
    [{ message: { step: 'hi', status: 'read' } }, false],
    [{ message: { step: 'hi', status: 'replied' } }, false],
    [{ message: { step: 'lost', status: 'failed' } }, true],
    [{ message: { step: 'never', status: 'sent' } }, false],
    [{ all: [{ tag: 'vip' }, { list: 'news' }] }, true],
    [{ all: [{ tag: 'vip' }, { list: 'other' }] }, false],
    [{ any: [{ tag: 'new' }, { list: 'news' }] }, true],
    [{ not: { any: [{ tag: 'new' }, { list: 'other' }] } }, true],
  ])('%j is %s', (condition, holds) => {
    expect(judge(condition).holds).toBe(holds);
  });

  it('finds the window closed when its time has come', () => {
    expect(judge({ window: 'open' }, friday + 1_000).holds).toBe(false);
  });

  it('says everything it saw, though one part decides', () => {
    const condition: Condition = {
      any: [{ tag: 'vip' }, { not: { path: 'contact.fields.city', op: 'eq', value: 'Rome' } }],
    };
    expect(judge(condition).saw).toEqual({ 'tag:vip': true, 'contact.fields.city': 'Rome' });
  });

  it('knows that an answer was used, whatever the message row says yet', () => {
    const evidence = { world, results: { hi: { replied: true } }, now: friday };
    expect(evaluate({ message: { step: 'hi', status: 'replied' } }, evidence).holds).toBe(true);
  });
});

describe('a filter', () => {
  it('reads the event alone', () => {
    const event = { type: 'shop.cart.updated', data: { total: 29 } };
    expect(holdsForEvent({ path: 'data.total', op: 'gte', value: 30 }, event)).toEqual({
      holds: false,
      saw: { 'data.total': 29 },
    });
  });
});
