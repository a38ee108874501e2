import { describe, expect, it } from '@jest/globals';
import { route, type MatchingAutomation } from './route.js';

const early = { runId: 'early', askedSeq: 3 };
const late = { runId: 'late', askedSeq: 9 };
const automation = (automationId: string, by: MatchingAutomation['by'], priority = 0): MatchingAutomation => ({
  automationId,
  triggerId: 't',
  by,
  priority,
});

describe('route', () => {
  it('gives a message to the run that asked last, and says who lost', () => {
    expect(route({ waiting: [early, late] })).toEqual({
      takenBy: 'run',
      runId: 'late',
      because: 'asked_last',
      lost: [{ who: { runId: 'early' }, reason: 'asked_earlier' }],
    });
  });

  it('gives a reply that quotes a message to the run of that message', () => {
    expect(route({ quotedRunId: 'early', waiting: [early, late] })).toMatchObject({
      runId: 'early',
      because: 'quoted',
    });
  });

  it('gives a reply that quotes a run which does not wait to the one that asked last', () => {
    expect(route({ quotedRunId: 'gone', waiting: [early] })).toMatchObject({ runId: 'early', because: 'asked_last' });
  });

  it('starts no automation while a run waits for the reply', () => {
    const routing = route({ waiting: [early], matching: [automation('welcome', 'phrase')] });
    expect(routing).toMatchObject({
      takenBy: 'run',
      lost: [{ who: { automationId: 'welcome', triggerId: 't' }, reason: 'a_run_waits' }],
    });
  });

  it('prefers a phrase to a button to other matches, and among these the higher priority', () => {
    const all = [
      automation('low', 'other', 1),
      automation('high', 'other', 2),
      automation('tap', 'button'),
      automation('phrase', 'phrase'),
    ];
    const order: string[] = [];
    for (let matching = all; matching.length > 0;) {
      const routing = route({ waiting: [], matching });
      if (routing.takenBy !== 'automation') break;
      order.push(routing.automationId);
      matching = matching.filter(({ automationId }) => automationId !== routing.automationId);
    }
    expect(order).toEqual(['phrase', 'tap', 'high', 'low']);
  });

  it('prefers any reply to one for holidays, and that to one for closed hours', () => {
    const all = [automation('closed', 'outside_hours'), automation('holiday', 'holiday'), automation('any', 'other')];
    expect(route({ waiting: [], matching: all })).toMatchObject({ automationId: 'any' });
    expect(route({ waiting: [], matching: all.slice(0, 2) })).toMatchObject({ automationId: 'holiday' });
  });

  const claims = (['phrase', 'button', 'other', 'holiday', 'outside_hours'] as const).map((by) => automation(by, by));
  const ai = { who: { owner: 'ai' } };

  it.each([
    ['a run that waits', { waiting: [early], matching: claims }, { takenBy: 'run', runId: 'early' }],
    ['an exact phrase', { waiting: [], matching: claims }, { automationId: 'phrase' }],
    ['a button', { waiting: [], matching: claims.slice(1) }, { automationId: 'button' }],
    ['another match', { waiting: [], matching: claims.slice(2) }, { automationId: 'other' }],
  ])('prefers %s to the AI operator that has the chat, which is on record as a loser', (_, message, taker) => {
    expect(route({ ...message, owner: 'ai' })).toMatchObject(taker);
    expect(route({ ...message, owner: 'ai' }).lost).toContainEqual(expect.objectContaining(ai));
  });

  it.each([
    ['holidays', claims.slice(3), 'holiday'],
    ['closed hours', claims.slice(4), 'outside_hours'],
  ])('prefers the AI operator that has the chat to an answer for %s', (_, matching, otherwise) => {
    const lost = matching.map(({ automationId, triggerId }) => ({
      who: { automationId, triggerId },
      reason: 'ai_has_the_chat',
    }));
    expect(route({ waiting: [], matching, owner: 'ai' })).toEqual({ takenBy: 'ai', lost });
    for (const owner of ['bot', 'human'] as const)
      expect(route({ waiting: [], matching, owner })).toMatchObject({ automationId: otherwise });
  });

  it('gives the AI operator that has the chat what nobody else wants', () => {
    expect(route({ waiting: [], owner: 'ai' })).toEqual({ takenBy: 'ai', lost: [] });
  });

  it('passes over who has answered for the occasion before, and says so', () => {
    const closed = { ...automation('closed', 'outside_hours'), hasAnswered: true };
    expect(route({ waiting: [], matching: [closed] })).toEqual({
      takenBy: 'nobody',
      lost: [{ who: { automationId: 'closed', triggerId: 't' }, reason: 'answered_before' }],
    });
  });

  it('leaves a message to nobody when nobody wants it', () => {
    expect(route({ waiting: [] })).toEqual({ takenBy: 'nobody', lost: [] });
  });
});
