import { expect, it } from '@jest/globals';
import { outboundEvents, type OutboundEvent } from '@threadline/contracts';
import { sourceOf, wordsOf } from './words.js';

const anEvent = (type: OutboundEvent['type'], data: object) => ({ type, data }) as OutboundEvent;

it('tells an event of the story in words', () => {
  const exited = anEvent('run.exited', { reason: 'opted_out' });
  expect([sourceOf(exited), wordsOf(exited)]).toEqual(['run', 'exits: opted_out']);
  const read = anEvent('message.read', { step: 'remind' });
  expect([sourceOf(read), wordsOf(read)]).toEqual(['message', 'remind: read']);
});

it('tells an event it has no words for by its type', () => {
  expect(wordsOf(anEvent('message.unknown', { step: 'remind' }))).toBe('unknown');
});

it('has something to say of every event', () => {
  const data = { until: '2026-11-01T10:00:00Z' };
  const types = outboundEvents.map(({ shape }) => shape.type.value);
  for (const type of types) expect(wordsOf(anEvent(type, data))).not.toBe('');
});
