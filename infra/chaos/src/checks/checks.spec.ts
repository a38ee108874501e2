import { describe, expect, it } from '@jest/globals';
import type { Check, Evidence, MessageRecord, RunRecord, TrailRecord } from '../evidence.js';
import { trueEvidence } from '../testing/true-evidence.js';
import { deadLetters } from './dead-letters.js';
import { dispositions } from './dispositions.js';
import { endings } from './endings.js';
import { checks } from './index.js';
import { reproducibleRuns, reproduction } from './reproduction.js';
import { sends } from './sends.js';
import { trails } from './trails.js';

type Spoil = (evidence: Evidence) => Evidence;

const withRun =
  (change: (run: RunRecord) => Partial<RunRecord>): Spoil =>
  (evidence) => ({ ...evidence, runs: evidence.runs.map((run) => ({ ...run, ...change(run) })) });
const withLine = (what: string, change: Partial<TrailRecord>): Spoil =>
  withRun(({ trail }) => ({ trail: trail.map((line) => (line.what === what ? { ...line, ...change } : line)) }));
const withoutLine = (what: string): Spoil =>
  withRun(({ trail }) => ({ trail: trail.filter((line) => line.what !== what) }));
const withMessage =
  (stepId: string, change: Partial<MessageRecord>): Spoil =>
  (evidence) => ({
    ...evidence,
    messages: evidence.messages.map((message) => (message.stepId === stepId ? { ...message, ...change } : message)),
  });
const told =
  (more: Partial<Evidence['told']>): Spoil =>
  (evidence) => ({ ...evidence, told: { ...evidence.told, ...more } });
const withEvidence =
  (change: (evidence: Evidence) => Partial<Evidence>): Spoil =>
  (evidence) => ({ ...evidence, ...change(evidence) });

it.each(Object.keys(checks))('what really happened is right: %s', (name) => {
  expect(checks[name]?.(trueEvidence())).toEqual([]);
});

it('a run whose send was parked is not decided anew, since what it heard was overwritten', () => {
  const parked = withLine('send_accepted', { what: 'send_parked' })(trueEvidence());
  expect([reproducibleRuns(trueEvidence()).length, reproducibleRuns(parked).length]).toEqual([1, 0]);
});

const findings = (check: Check, spoil: Spoil) => check(spoil(trueEvidence())).join('\n');

describe('an accepted event is missed', () => {
  it.each<[string, Spoil, string]>([
    ['that was never handled', withEvidence(() => ({ seen: new Set() })), 'event-1 was never handled'],
    [
      'that started no run',
      withRun(() => ({ trigger: { ...trueEvidence().runs[0]!.trigger, id: 'another' } })),
      'started no Asking',
    ],
    ['that started none of an automation without runs', withEvidence(() => ({ runs: [] })), 'started no Asking'],
    ['that started two', withEvidence(({ runs }) => ({ runs: [...runs, ...runs] })), '2 times'],
    ['of a customer that was lost', told({ messages: ['wamid.lost'] }), 'wamid.lost is stored 0 times'],
    [
      'of a customer that is there twice',
      withEvidence(({ inbound }) => ({ inbound: [...inbound, ...inbound] })),
      '2 times',
    ],
    [
      'of a customer that nobody got',
      withEvidence(({ inbound }) => ({ inbound: inbound.map((one) => ({ ...one, routing: null })) })),
      'given to nobody',
    ],
    ['of an order that was lost', withEvidence(() => ({ orders: [] })), 'order order-1 is stored 0 times'],
  ])('%s', (_, spoil, found) => {
    expect(findings(dispositions, spoil)).toContain(found);
  });
});

describe('a message is noticed', () => {
  const twice = withEvidence(({ ledger }) => ({ ledger: [...ledger, ...ledger] }));
  const asCode: Spoil = (evidence) =>
    withMessage('thanks', { category: 'authentication' })(withMessage('ask', { category: 'authentication' })(evidence));
  const settled = withRun(({ trail }) => ({
    trail: [
      ...trail,
      ...['ask', 'thanks'].map((stepId, id) => ({
        id,
        at: 0,
        stepId,
        turn: 1,
        what: 'send_settled',
        why: 'by the policy it is sent again',
      })),
    ],
  }));

  it.each<[string, Spoil, string]>([
    ['without a final status', withMessage('ask', { status: 'accepted' }), 'no final status'],
    ['that was sent twice', twice, 'sent 2 times'],
    ['that was sent twice though its timeline shows no policy', (evidence) => twice(asCode(evidence)), 'sent 2 times'],
    ['that was sent twice by a policy it is not under', (evidence) => twice(settled(evidence)), 'sent 2 times'],
    ['that WhatsApp does not have', withEvidence(() => ({ ledger: [] })), 'was never sent'],
    ['that WhatsApp has though it was skipped', withMessage('ask', { status: 'skipped' }), 'is with WhatsApp'],
    ['that WhatsApp has told of though it is unknown', withMessage('ask', { status: 'unknown' }), 'is with WhatsApp'],
    ['whose status went backwards', withMessage('ask', { status: 'delivered' }), 'was told to be read'],
    ['that nobody planned', withEvidence(() => ({ messages: [] })), 'which nobody planned'],
  ])('%s', (_, spoil, found) => {
    expect(findings(sends, spoil)).toContain(found);
  });

  it('is right when the policy has sent it again and its timeline shows it', () => {
    expect(findings(sends, (evidence) => twice(settled(asCode(evidence))))).toBe('');
  });
});

describe('a run is noticed', () => {
  it.each<[string, Spoil, string]>([
    ['that has not ended', withRun(() => ({ state: 'active' })), 'has not ended'],
    ['that is stalled', withRun(() => ({ stalledBecause: 'a defect' })), 'is stalled: a defect'],
    ['that needs repair', withRun(() => ({ needsRepair: true })), 'needs repair'],
    ['that does not say why it ended', withRun(() => ({ reason: null })), 'does not say why'],
    ['whose timeline has no end', withoutLine('completed'), 'does not tell its end'],
    ['without a workflow', withEvidence(() => ({ workflows: [] })), '0 completed workflows'],
    [
      'with two',
      withEvidence(({ workflows }) => ({ workflows: [...workflows, ...workflows] })),
      '2 completed workflows',
    ],
    [
      'whose workflow failed',
      withEvidence(({ workflows }) => ({ workflows: workflows.map((one) => ({ ...one, status: 'FAILED' })) })),
      'FAILED',
    ],
  ])('%s', (_, spoil, found) => {
    expect(findings(endings, spoil)).toContain(found);
  });

  it('as are calls and news that are still owed', () => {
    expect(
      findings(
        endings,
        withEvidence(() => ({ owed: { calls: 1, news: 2 } })),
      ),
    ).toBe('1 calls to Temporal are owed\n2 events have not gone to Kafka');
  });
});

describe('dead letters', () => {
  it.each<[string, Spoil, string]>([
    ['that are missing', withEvidence(() => ({ deadLetters: [] })), 'is no dead letter'],
    [
      'of something else',
      withEvidence(() => ({ deadLetters: [{ code: 'not_json', reason: '', value: '{}' }] })),
      'nobody expected',
    ],
    [
      'for another reason',
      withEvidence(() => ({ deadLetters: [{ code: 'handling_failed', reason: 'a defect', value: 'not an event' }] })),
      'nobody expected (handling_failed, a defect)',
    ],
  ])('%s are noticed', (_, spoil, found) => {
    expect(findings(deadLetters, spoil)).toContain(found);
  });
});

describe('facts do not reproduce', () => {
  const doNotLead = 'do not lead';
  const onState = (change: object) => withRun(({ runState }) => ({ runState: runState && { ...runState, ...change } }));

  it.each<[string, Spoil, string]>([
    ['a timeline with other words', withLine('answered', { why: 'no answer matches' }), doNotLead],
    ['a timeline with another moment', withLine('send_planned', { at: 1 }), doNotLead],
    ['a timeline that lacks a line', withoutLine('answered'), doNotLead],
    ['another state', onState({ executed: 99 }), doNotLead],
    ['a state with another result', onState({ results: {} }), doNotLead],
    ['anything when a fact was never consumed', withRun(() => ({ inbox: [] })), doNotLead],
    ['anything when a result of a send was lost', withRun(() => ({ effects: [] })), doNotLead],
    [
      'anything when a fact was changed',
      withRun(({ inbox }) => ({
        inbox: inbox.map((one) => ({
          ...one,
          fact: { ...one.fact, content: { kind: 'text', text: 'no' } } as typeof one.fact,
        })),
      })),
      doNotLead,
    ],
    ['a message with other contents', withMessage('thanks', { content: {} }), 'is not as its facts say'],
    ['a message of another turn', withMessage('thanks', { turn: 2 }), 'nothing in its facts asks for'],
  ])('%s', (_, spoil, found) => {
    expect(findings(reproduction, spoil)).toContain(found);
  });
});

describe('a timeline does not fit', () => {
  it.each<[string, Spoil, string]>([
    ['a message that is not there', withEvidence(() => ({ messages: [] })), 'there is no message of ask'],
    ['a message on no line', withMessage('ask', { turn: 7 }), 'is on no line'],
    ['a message that was not accepted', withMessage('ask', { status: 'unknown' }), 'is not accepted'],
    [
      'a reply that was given to another',
      withEvidence(({ inbound }) => ({
        inbound: inbound.map((one) => ({ ...one, routing: { takenBy: 'automation' } })),
      })),
      'which is not its own',
    ],
    [
      'an event that nobody told',
      withLine('answered', { what: 'event_came', saw: { event: 'made up' } }),
      'event made up',
    ],
    ['what the condition saw', withLine('case_taken', { why: 'case 1 holds' }), 'though no case holds'],
    ['the clock', withLine('completed', { at: 1 }), 'which came first'],
    ['the time it was meant for', withLine('answered', { intendedAt: 9_999_999_999_999 }), 'came before its time'],
    ['the steps of its version', withLine('answered', { stepId: 'gone' }), 'that there is not'],
    ['the way between its steps', withoutStepsBefore('thanks'), 'nothing leads to thanks'],
    ['the count of turns', withLine('answered', { turn: 3 }), 'follows turn'],
  ])('%s', (_, spoil, found) => {
    expect(findings(trails, spoil)).toContain(found);
  });

  it('when two runs use one message', () => {
    expect(
      findings(
        trails,
        withEvidence(({ runs }) => ({ runs: [...runs, ...runs] })),
      ),
    ).toContain('was used twice');
  });
});

function withoutStepsBefore(stepId: string): Spoil {
  return withRun(({ trail }) => ({ trail: trail.filter((line) => line.stepId === stepId) }));
}
