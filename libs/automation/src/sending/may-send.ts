import { addDuration, afterQuiet, type Instant } from '@threadline/domain';
import { isWindowOpen } from '../conditions/judge-fact.js';
import type { MessageCategory, SendContent } from '../engine/decision.js';
import type { SendingWorld } from '../engine/world.js';
import { cappedBy } from './caps.js';
import type { SendingRules } from './policy-of.js';

/** The life of a template. Only an approved one is sent. */
export type TemplateStatus = 'draft' | 'pending' | 'approved' | 'rejected' | 'paused' | 'disabled';

/** A message that is about to go out. */
export interface OutboundMessage {
  category: MessageCategory;
  content: SendContent;
  /** Of the template; undefined when it does not exist, or the message is free. */
  templateStatus?: TemplateStatus | undefined;
  /** When it should have gone out: how long an obstacle may last counts from it. */
  intendedAt?: Instant | undefined;
  policy?: SendingRules | undefined;
}

/** What the sending rules say at this moment. `detail` names what stands in the way. */
export type SendVerdict =
  | { verdict: 'send' }
  | { verdict: 'skip'; reason: 'blocked' | 'opted_out' | 'human_owner' | 'capped'; detail?: string }
  | {
      verdict: 'park';
      reason: 'human_owner' | 'template_pending' | 'quiet_hours' | 'capped';
      until?: Instant;
      detail?: string;
    }
  | { verdict: 'window_closed' }
  | { verdict: 'not_sendable'; reason: string; detail?: string };

/** What a rule says against a message; undefined when nothing. */
type SendRule = (message: OutboundMessage, world: SendingWorld, now: Instant) => SendVerdict | undefined;

const defaultTemplateWait = 'P3D';

const blocked: SendRule = (_message, { contact }) =>
  contact.blocked ? { verdict: 'skip', reason: 'blocked' } : undefined;

const optedOut: SendRule = ({ category }, { contact }) =>
  category === 'marketing' && contact.marketingConsent === 'withdrawn'
    ? { verdict: 'skip', reason: 'opted_out' }
    : undefined;

const humanOwner: SendRule = ({ policy }, { conversation }, now) => {
  const choice = policy?.whenHumanOwns ?? 'hold';
  const { owner, ownedUntil } = conversation;
  if (owner !== 'human' || (ownedUntil !== undefined && ownedUntil <= now) || choice === 'send') return undefined;
  if (choice === 'skip') return { verdict: 'skip', reason: 'human_owner' };
  return { verdict: 'park', reason: 'human_owner', ...(ownedUntil !== undefined && { until: ownedUntil }) };
};

const window: SendRule = ({ content }, world, now) =>
  content.kind !== 'template' && !isWindowOpen(world, now) ? { verdict: 'window_closed' } : undefined;

const template: SendRule = ({ content, templateStatus, intendedAt, policy }, { contact }, now) => {
  if (content.kind !== 'template' || templateStatus === 'approved') return undefined;
  if (templateStatus !== 'pending' && templateStatus !== 'paused') {
    return { verdict: 'not_sendable', reason: `template_${templateStatus ?? 'missing'}` };
  }
  const until = templateAwaitedUntil({ intendedAt, policy }, contact.timeZone, now);
  if (until <= now) return { verdict: 'not_sendable', reason: `template_${templateStatus}` };
  return { verdict: 'park', reason: 'template_pending', until };
};

/** How long a template that cannot be sent is waited for. */
export function templateAwaitedUntil(
  { intendedAt, policy }: Pick<OutboundMessage, 'intendedAt' | 'policy'>,
  zone: string,
  now: Instant,
): Instant {
  return addDuration(intendedAt ?? now, policy?.whenTemplateNotApproved?.waitFor ?? defaultTemplateWait, zone);
}

const quietHours: SendRule = ({ category, intendedAt, policy }, { contact, run, workspace }, now) => {
  const quiet = policy?.quietHours ?? workspace?.quietHours;
  if (!quiet?.categories.includes(category)) return undefined;
  const until = afterQuiet(quiet, {
    instant: now,
    zone: contact.timeZone,
    country: contact.country,
    seed: [run.id, intendedAt ?? 0],
  });
  return until === undefined ? undefined : { verdict: 'park', reason: 'quiet_hours', until };
};

const frequencyCap: SendRule = ({ category, policy }, world, now) => {
  const cap = cappedBy(category, world, now);
  if (!cap) return undefined;
  const said = { reason: 'capped', detail: cap.detail } as const;
  if (policy?.whenCapped === 'skip') return { verdict: 'skip', ...said };
  return policy?.whenCapped === 'exit'
    ? { verdict: 'not_sendable', ...said }
    : { verdict: 'park', until: cap.freeAt, ...said };
};

const rules: readonly SendRule[] = [blocked, optedOut, humanOwner, window, template, quietHours, frequencyCap];

/** Judges the sending rules in their order; the first that says something against the message counts. */
export function maySend(message: OutboundMessage, world: SendingWorld, now: Instant): SendVerdict {
  for (const rule of rules) {
    const verdict = rule(message, world, now);
    if (verdict) return verdict;
  }
  return { verdict: 'send' };
}
