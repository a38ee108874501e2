import { expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { anAutomation, aWorld, friday } from '../testing/index.js';
import { advance } from './advance.js';
import { upcastState } from './upcast.js';

const fixture = new URL('fixtures/run-state.v1.json', import.meta.url);
const v1 = JSON.parse(readFileSync(fixture, 'utf8')) as Record<string, unknown>;

const definition = anAutomation()
  .withSteps({
    ask: { type: 'send_template', template: 'question', language: 'en', next: 'answer' },
    answer: { type: 'customer_response', deadline: 'P1D', otherwise: 'tag', timeout: null },
    tag: { type: 'add_tag', tag: 'answered', next: null },
  })
  .build();

it('a state stored in shape 1 is read and runs on', () => {
  const state = upcastState(v1);
  const reply = {
    kind: 'reply',
    at: friday + 5_000,
    seq: 4,
    messageId: 'm',
    content: { kind: 'button', payload: 'ok', text: 'OK' },
  } as const;
  const decision = advance(definition, state, [reply], aWorld().build(), friday + 5_000);
  expect(decision.changes).toEqual([{ kind: 'tag_added', tag: 'answered' }]);
});

it('a state of an unknown shape is refused', () => {
  expect(() => upcastState({ ...v1, v: 99 })).toThrow('expected 1');
});
