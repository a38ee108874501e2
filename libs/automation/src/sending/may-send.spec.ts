import { describe, expect, it } from '@jest/globals';
import { aWorld, friday } from '../testing/index.js';
import { maySend, type OutboundMessage } from './may-send.js';

const template: OutboundMessage = {
  category: 'marketing',
  content: { kind: 'template', name: 'hello', language: 'en', variables: {} },
  templateStatus: 'approved',
};
const text: OutboundMessage = { category: 'service', content: { kind: 'text', text: 'hi' } };
const open = aWorld().conversation({ windowClosesAt: friday + 1 });
const send = { verdict: 'send' };

describe('maySend', () => {
  it('sends an approved template at any time', () => {
    expect(maySend(template, aWorld().build(), friday)).toEqual(send);
  });

  it('sends a free message while the window is open, to the millisecond', () => {
    expect(maySend(text, open.build(), friday)).toEqual(send);
    expect(maySend(text, open.build(), friday + 1)).toEqual({ verdict: 'window_closed' });
    expect(maySend(text, aWorld().build(), friday)).toEqual({ verdict: 'window_closed' });
  });

  it('sends nothing at all to a blocked contact', () => {
    const blocked = aWorld().contact({ blocked: true }).build();
    expect(maySend({ ...template, category: 'authentication' }, blocked, friday)).toEqual({
      verdict: 'skip',
      reason: 'blocked',
    });
  });

  it('sends no marketing to who opted out; utility and authentication still go', () => {
    const optedOut = aWorld().contact({ marketingConsent: 'withdrawn' }).build();
    expect(maySend(template, optedOut, friday)).toEqual({ verdict: 'skip', reason: 'opted_out' });
    expect(maySend({ ...template, category: 'utility' }, optedOut, friday)).toEqual(send);
    expect(maySend({ ...template, category: 'authentication' }, optedOut, friday)).toEqual(send);
  });

  it.each([
    [undefined, { verdict: 'park', reason: 'human_owner' }],
    ['hold', { verdict: 'park', reason: 'human_owner' }],
    ['skip', { verdict: 'skip', reason: 'human_owner' }],
    ['send', send],
  ] as const)('while a person owns the chat, with policy %s', (whenHumanOwns, verdict) => {
    const owned = aWorld().conversation({ owner: 'human' }).build();
    expect(maySend({ ...template, policy: { whenHumanOwns } }, owned, friday)).toEqual(verdict);
  });

  it.each(['pending', 'paused'] as const)('parks a template that is %s, three days at most', (templateStatus) => {
    const message = { ...template, templateStatus, intendedAt: friday };
    const until = Date.parse('2026-03-23T09:00:00Z');
    expect(maySend(message, aWorld().build(), friday)).toEqual({ verdict: 'park', reason: 'template_pending', until });
    expect(maySend(message, aWorld().build(), until)).toEqual({
      verdict: 'not_sendable',
      reason: `template_${templateStatus}`,
    });
  });

  it('waits for an approval as long as the policy says', () => {
    const policy = { whenTemplateNotApproved: { waitFor: 'PT1H' } };
    const message: OutboundMessage = { ...template, templateStatus: 'pending', intendedAt: friday, policy };
    expect(maySend(message, aWorld().build(), friday)).toMatchObject({ until: friday + 3_600_000 });
  });

  it.each([
    ['rejected', 'template_rejected'],
    ['disabled', 'template_disabled'],
    ['draft', 'template_draft'],
    [undefined, 'template_missing'],
  ] as const)('cannot send a template that is %s', (templateStatus, reason) => {
    expect(maySend({ ...template, templateStatus }, aWorld().build(), friday)).toEqual({
      verdict: 'not_sendable',
      reason,
    });
  });

  describe('in quiet hours', () => {
    const quiet = { from: '21:00', to: '09:00', categories: ['marketing' as const] };
    const night = Date.parse('2026-03-20T22:00:00Z');
    const morning = Date.parse('2026-03-21T08:00:00Z');
    const message = { ...template, intendedAt: night, policy: { quietHours: quiet } };

    it('moves marketing to the morning in the contact`s zone, within a quarter of an hour', () => {
      const verdict = maySend(message, aWorld().build(), night);
      expect(verdict).toMatchObject({ verdict: 'park', reason: 'quiet_hours' });
      const until = verdict.verdict === 'park' ? (verdict.until ?? 0) : 0;
      expect(until >= morning && until < morning + 900_000).toBe(true);
      expect(maySend(message, aWorld().build(), night + 60_000)).toEqual(verdict);
      expect(maySend(message, aWorld().build(), until)).toEqual(send);
    });

    it('moves marketing over a public holiday of the contact`s country when it is to be quiet', () => {
      const noon = Date.parse('2026-12-25T11:00:00Z');
      const policy = { quietHours: { ...quiet, holidays: 'quiet' as const } };
      const italian = aWorld().contact({ country: 'IT', timeZone: 'Europe/Rome' }).build();
      const verdict = maySend({ ...message, policy }, italian, noon);
      const until = verdict.verdict === 'park' ? (verdict.until ?? 0) : 0;
      expect(new Date(until).toISOString()).toMatch(/^2026-12-27T08:/);
      expect(maySend(message, italian, noon)).toEqual(send);
    });

    it('lets what is not marketing go, unless the automation says otherwise', () => {
      const utility = { ...message, category: 'utility' as const };
      expect(maySend(utility, aWorld().build(), night)).toEqual(send);
      const strict = { ...utility, policy: { quietHours: { ...quiet, categories: ['utility' as const] } } };
      expect(maySend(strict, aWorld().build(), night)).toMatchObject({ verdict: 'park', reason: 'quiet_hours' });
    });
  });

  describe('with a frequency cap', () => {
    const hour = 3_600_000;
    const caps = [{ category: 'marketing', max: 2, per: 'P1D' }] as const;
    const sent = (messageId: string, hoursAgo: number) => ({
      messageId,
      category: 'marketing' as const,
      at: friday - hoursAgo * hour,
    });
    const world = (...recentSends: ReturnType<typeof sent>[]) =>
      aWorld()
        .with({ workspace: { timeZone: 'Europe/Rome', caps }, recentSends })
        .build();
    const full = world(sent('new', 1), sent('old', 20), sent('past', 30));

    it('sends while there is a place', () => {
      expect(maySend(template, world(sent('new', 1), sent('past', 25)), friday)).toEqual(send);
    });

    it('waits for a place, and names the message that has it', () => {
      expect(maySend(template, full, friday)).toEqual({
        verdict: 'park',
        reason: 'capped',
        until: friday + 4 * hour,
        detail: '2 marketing messages per P1D: message old has the place',
      });
      expect(maySend(template, full, friday + 4 * hour)).toEqual(send);
    });

    it.each([
      ['skip', { verdict: 'skip', reason: 'capped' }],
      ['exit', { verdict: 'not_sendable', reason: 'capped' }],
    ] as const)('does as the policy %s says', (whenCapped, verdict) => {
      expect(maySend({ ...template, policy: { whenCapped } }, full, friday)).toMatchObject(verdict);
    });

    it('counts a category by itself', () => {
      expect(maySend({ ...template, category: 'utility' }, full, friday)).toEqual(send);
    });
  });
});
