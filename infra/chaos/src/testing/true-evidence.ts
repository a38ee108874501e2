import {
  advance,
  AutomationDefinition,
  begin,
  type Decision,
  type EffectFact,
  type Fact,
} from '@threadline/automation';
import { messageIdOf } from '@threadline/contracts';
import type { Evidence, InboxRecord, MessageRecord, RunRecord, TrailRecord } from '../evidence.js';

const definition = AutomationDefinition.parse({
  name: 'Asking',
  triggers: [{ id: 'told', type: 'integration', event: 'load.ask' }],
  entry: { mode: 'always' },
  settings: { category: 'utility', timeZone: 'Europe/Rome' },
  start: 'ask',
  steps: {
    ask: { type: 'send_template', template: 'ask', language: 'en', next: 'answer' },
    answer: {
      type: 'customer_response',
      deadline: 'PT10S',
      answers: [{ match: { button: 'yes' }, next: 'look' }],
      otherwise: null,
      timeout: null,
    },
    look: {
      type: 'if_else',
      cases: [{ if: { message: { step: 'ask', status: 'read' } }, next: 'thanks' }],
      otherwise: 'thanks',
    },
    thanks: { type: 'send_template', template: 'thanks', language: 'en', next: null },
  },
});
const enteredAt = 1_790_000_000_000;
const runId = '00000000-0000-4000-8000-000000000001';
const trigger = { type: 'integration.load.ask', id: 'event-1', time: enteredAt, data: {} };
const replyId = '00000000-0000-4000-8000-00000000000a';

const accepted = (stepId: string, after: number, claimedSeq: number): EffectFact => ({
  kind: 'effect',
  at: enteredAt + after,
  stepId,
  turn: 1,
  result: { outcome: 'accepted', claimedSeq },
});
const reply: Fact = {
  kind: 'reply',
  at: enteredAt + 3_000,
  seq: 2,
  messageId: replyId,
  content: { kind: 'button', payload: 'yes', text: 'Yes' },
};
const asked = accepted('ask', 500, 1);
const thanked = accepted('thanks', 4_000, 3);

/** What the engine has really decided about one run, and what was told and sent meanwhile. */
export function trueEvidence(): Evidence {
  const decisions = decided([
    [0, []],
    [600, [asked]],
    [3_100, [reply]],
    [4_100, [thanked]],
  ]);
  const messages = decisions.flatMap(({ effects }) => effects.map(rowOf));
  return {
    told: {
      events: [{ id: 'event-1', type: trigger.type, seenAs: 'seen-1' }],
      messages: ['wamid.reply'],
      orders: ['order-1'],
      poison: ['not an event'],
    },
    seen: new Set(['seen-1']),
    orders: ['order-1'],
    automations: [{ id: 'automation-1', definition }],
    runs: [runOf(decisions)],
    messages,
    inbound: [{ id: replyId, providerId: 'wamid.reply', routing: { takenBy: 'run', runId } }],
    ledger: messages.map(({ id }) => ({ callbackId: id, statuses: ['delivered', 'sent', 'read'] })),
    deadLetters: [{ code: 'not_json', reason: 'it is no JSON', value: 'not an event' }],
    workflows: [{ runId, status: 'COMPLETED' }],
    owed: { calls: 0, news: 0 },
    factOnly: new Set(['automation-1']),
  };
}

function decided(given: [number, Fact[]][]): Decision[] {
  let state = begin(definition, worldOf, enteredAt);
  return given.map(([after, facts]) => {
    const decision = advance(definition, state, facts, worldOf, enteredAt + after);
    state = decision.state;
    return decision;
  });
}

const worldOf: Parameters<typeof advance>[3] = {
  contact: {
    id: 'contact-1',
    timeZone: 'Europe/Rome',
    fields: {},
    tags: [],
    lists: [],
    marketingConsent: 'unknown',
    blocked: false,
  },
  conversation: { owner: 'bot' },
  messages: [],
  trigger,
  run: { id: runId, automationId: 'automation-1', enteredAt, key: '' },
};

const rowOf = ({ stepId, turn, category, content, intendedAt }: Decision['effects'][number]): MessageRecord => ({
  id: messageIdOf(runId, stepId, turn),
  runId,
  stepId,
  turn,
  category,
  status: 'read',
  content,
  intendedAt,
});

function runOf(decisions: readonly Decision[]): RunRecord {
  const last = decisions.at(-1);
  const entered = { at: enteredAt, what: 'entered', why: 'trigger told fired' };
  const trail: TrailRecord[] = [entered, ...decisions.flatMap((one) => one.trail)].map((line, id) => ({ id, ...line }));
  const inbox: InboxRecord[] = [{ id: 1, fact: reply, consumedAt: (enteredAt + 3_101) * 1000 }];
  return {
    id: runId,
    automation: 'Asking',
    automationId: 'automation-1',
    definition,
    contactId: 'contact-1',
    key: '',
    state: last?.outcome?.state ?? 'active',
    reason: last?.outcome?.reason ?? null,
    trigger,
    enteredAt,
    epoch: 1,
    runState: last?.state ?? null,
    stalledBecause: null,
    needsRepair: false,
    trail,
    inbox,
    effects: [asked, thanked],
  };
}
