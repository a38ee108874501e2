import { addDuration, type Instant } from '@threadline/domain';
import { isWindowOpen } from '../conditions/judge-fact.js';
import type { MessageCategory, SendContent } from '../engine/decision.js';
import type { World } from '../engine/world.js';
import type { SendingPolicy } from '../language/settings.js';

/** The life of a template. Only an approved one is sent. */
export type TemplateStatus = 'draft' | 'pending' | 'approved' | 'rejected' | 'paused' | 'disabled';

/** A message that is about to go out. */
export interface OutboundMessage {
  category: MessageCategory;
  content: SendContent;
  /** Of the template; undefined when it does not exist, or the message is free. */
  templateStatus?: TemplateStatus | undefined;
  /** When it should have gone out: how long an obstacle may last counts from it. */
  intendedAt?: Instant;
  policy?: SendingPolicy;
}

/** What the sending rules say at this moment. */
export type SendVerdict =
  | { verdict: 'send' }
  | { verdict: 'skip'; reason: 'blocked' | 'opted_out' | 'human_owner' }
  | { verdict: 'park'; reason: 'human_owner' | 'template_pending'; until?: Instant }
  | { verdict: 'window_closed' }
  | { verdict: 'not_sendable'; reason: string };

const defaultTemplateWait = 'P3D';

/** Judges the sending rules in their order: blocked and opted out, human owner, window, template. */
export function maySend(message: OutboundMessage, world: World, now: Instant): SendVerdict {
  const { contact } = world;
  if (contact.blocked) return { verdict: 'skip', reason: 'blocked' };
  if (message.category === 'marketing' && contact.marketingConsent === 'withdrawn')
    return { verdict: 'skip', reason: 'opted_out' };
  const owned = world.conversation.owner === 'human' ? byHuman(message.policy) : undefined;
  if (owned) return owned;
  if (message.content.kind === 'template') return templateVerdict(message, world, now);
  return isWindowOpen(world, now) ? { verdict: 'send' } : { verdict: 'window_closed' };
}

function byHuman({ whenHumanOwns = 'hold' }: SendingPolicy = {}): SendVerdict | undefined {
  if (whenHumanOwns === 'send') return undefined;
  return whenHumanOwns === 'skip'
    ? { verdict: 'skip', reason: 'human_owner' }
    : { verdict: 'park', reason: 'human_owner' };
}

function templateVerdict(
  { templateStatus, intendedAt, policy }: OutboundMessage,
  { contact }: World,
  now: Instant,
): SendVerdict {
  switch (templateStatus) {
    case 'approved':
      return { verdict: 'send' };
    case 'pending':
    case 'paused': {
      const waitFor = policy?.whenTemplateNotApproved?.waitFor ?? defaultTemplateWait;
      const until = addDuration(intendedAt ?? now, waitFor, contact.timeZone);
      if (until <= now) return { verdict: 'not_sendable', reason: `template_${templateStatus}` };
      return { verdict: 'park', reason: 'template_pending', until };
    }
    case 'draft':
    case 'rejected':
    case 'disabled':
      return { verdict: 'not_sendable', reason: `template_${templateStatus}` };
    case undefined:
      return { verdict: 'not_sendable', reason: 'template_missing' };
  }
}
