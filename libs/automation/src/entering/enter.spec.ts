import { describe, expect, it } from '@jest/globals';
import { Entry } from '../language/entry.js';
import { aWorld, friday } from '../testing/index.js';
import { enter, type PastEntry } from './enter.js';

type Input = Parameters<typeof Entry.parse>[0];
const hour = 3_600_000;
const live: PastEntry = { runId: 'live', key: 'a', enteredAt: friday - hour, endedAt: null };
const ended: PastEntry = { runId: 'ended', key: 'a', enteredAt: friday - 10 * hour, endedAt: friday - 2 * hour };
const judge = (entry: Input, entries: PastEntry[] = [], world = aWorld().build()) =>
  enter(Entry.parse(entry), { key: 'a', entries, world }, friday);
const refused = (reason: string) => expect.objectContaining({ kind: 'refuse', reason });
const entered = { kind: 'enter', supersede: [] };

describe('enter', () => {
  it('lets a contact in that never was', () => {
    expect(judge({})).toEqual(entered);
  });

  it('never lets a blocked contact in', () => {
    expect(judge({ mode: 'always' }, [], aWorld().contact({ blocked: true }).build())).toEqual(refused('blocked'));
  });

  it.each<[string, Input, PastEntry[], unknown]>([
    ['once: not again', { mode: 'once' }, [ended], refused('once')],
    ['after_exit: again once it ended', {}, [ended], entered],
    ['after_exit: not beside a live run', {}, [live], refused('live_run')],
    [
      'after_exit: in place of a live run',
      { onConflict: 'supersede' },
      [live, ended],
      { kind: 'enter', supersede: ['live'] },
    ],
    [
      'after_exit: behind a live run',
      { onConflict: 'queue' },
      [live],
      { kind: 'hold', until: friday + 24 * hour, detail: 'waits for the end of run live', behind: 'live' },
    ],
    ['after_exit: first in the queue once nothing lives', { onConflict: 'queue' }, [ended], entered],
    ['always: beside a live run', { mode: 'always' }, [live], entered],
    ['per key: another key does not count', { per: 'key' }, [{ ...live, key: 'b' }], entered],
    ['per key: the same key counts', { per: 'key' }, [live], refused('live_run')],
    ['once per key: another key does not count', { mode: 'once', per: 'key' }, [{ ...ended, key: 'b' }], entered],
    ['minGap: too early', { minGap: 'PT3H' }, [ended], refused('min_gap')],
    ['minGap: late enough', { minGap: 'PT2H' }, [ended], entered],
    ['minGap: nothing ended yet', { mode: 'always', minGap: 'P1D' }, [live], entered],
    ['limits: used up', { limits: [{ max: 1, per: 'P1D' }] }, [ended], refused('limit')],
    ['limits: over the period', { limits: [{ max: 1, per: 'PT9H' }] }, [ended], entered],
    [
      'limits: one of several used up',
      {
        limits: [
          { max: 5, per: 'P1D' },
          { max: 1, per: 'P7D' },
        ],
      },
      [ended],
      refused('limit'),
    ],
  ])('%s', (_, entry, entries, verdict) => {
    expect(judge(entry, entries)).toEqual(verdict);
  });

  it('keeps out who is not of the audience, and says what it saw', () => {
    expect(judge({ audience: { tag: 'vip' } })).toEqual({
      kind: 'refuse',
      reason: 'audience',
      detail: 'the audience does not hold: {"tag:vip":false}',
    });
  });

  it('holds who is not of the audience yet, during its grace', () => {
    const entry = Entry.parse({ audience: { tag: 'vip' }, grace: 'PT1H' });
    const facts = { key: 'a', entries: [], world: aWorld().build(), dueAt: friday };
    expect(enter(entry, facts, friday + hour - 1)).toMatchObject({ kind: 'hold', until: friday + hour });
    expect(enter(entry, facts, friday + hour)).toEqual(refused('audience'));
  });

  it('counts days in the contact`s zone', () => {
    const at = Date.parse('2026-03-29T07:30:00Z');
    const entry = Entry.parse({ minGap: 'P1D' });
    const entries = [{ ...ended, endedAt: Date.parse('2026-03-28T08:30:00Z') }];
    expect(enter(entry, { key: 'a', entries, world: aWorld().build() }, at)).toEqual(entered);
    expect(enter(entry, { key: 'a', entries, world: aWorld().build() }, at - 1)).toEqual(refused('min_gap'));
  });
});

describe('the queue', () => {
  const queue = Entry.parse({ onConflict: 'queue' });
  const world = aWorld().build();
  const ahead = [{ runId: 'before', key: 'a' }];

  it('lets those in first that have waited longer', () => {
    expect(enter(queue, { key: 'a', entries: [ended], ahead, world }, friday)).toMatchObject({
      kind: 'hold',
      behind: 'before',
    });
  });

  it('is one for each key when entry counts per key', () => {
    expect(enter({ ...queue, per: 'key' }, { key: 'b', entries: [live], ahead, world }, friday)).toEqual(entered);
  });

  it('is no matter of those who do not stand in it', () => {
    expect(enter(Entry.parse({}), { key: 'a', entries: [ended], ahead, world }, friday)).toEqual(entered);
  });
});
