import { addDuration, Duration, nominalMs, subtractDuration, type Instant } from '@threadline/domain';
import { z } from 'zod';
import type { MessageCategory } from '../engine/decision.js';
import type { SendingWorld } from '../engine/world.js';

/** At most so many messages of a category to a contact in a rolling time, whichever automations send them. */
export const FrequencyCap = z
  .strictObject({
    category: z.enum(['marketing', 'utility', 'authentication', 'service']),
    max: z.number().int().min(1).max(1_000),
    per: Duration.refine((per) => nominalMs(per) > 0 && nominalMs(per) <= nominalMs('P1Y'), {
      message: 'is not between a second and a year',
    }),
  })
  .meta({ id: 'FrequencyCap' });
export type FrequencyCap = z.infer<typeof FrequencyCap>;

/** A cap that is used up: when a message may go again, and by which message the place was taken. */
export interface UsedCap {
  freeAt: Instant;
  detail: string;
}

/** The cap that keeps a message of the category back longest; undefined when none does. */
export function cappedBy(category: MessageCategory, world: SendingWorld, now: Instant): UsedCap | undefined {
  const used = capsOf(category, world).flatMap((cap) => usedUp(cap, world, now) ?? []);
  return used.sort((a, b) => b.freeAt - a.freeAt)[0];
}

/** How far back, and how many messages, must be known to judge the caps of a category; undefined without any. */
export function reachOfCaps(category: MessageCategory, world: SendingWorld, now: Instant): CapReach | undefined {
  const caps = capsOf(category, world);
  if (caps.length === 0) return undefined;
  const { timeZone } = world.contact;
  return {
    since: Math.min(...caps.map(({ per }) => subtractDuration(now, per, timeZone))),
    count: Math.max(...caps.map(({ max }) => max)),
  };
}

export interface CapReach {
  since: Instant;
  count: number;
}

const capsOf = (category: MessageCategory, { workspace }: Pick<SendingWorld, 'workspace'>) =>
  (workspace?.caps ?? []).filter((cap) => cap.category === category);

/** The places of a cap are taken by the newest messages; the oldest of these leaves first. */
function usedUp(
  { category, max, per }: FrequencyCap,
  { contact, recentSends = [] }: SendingWorld,
  now: Instant,
): UsedCap | undefined {
  const since = subtractDuration(now, per, contact.timeZone);
  const counted = recentSends
    .filter((sent) => sent.category === category && sent.at > since)
    .sort((a, b) => b.at - a.at);
  const taker = counted[max - 1];
  if (!taker) return undefined;
  const freeAt = Math.max(addDuration(taker.at, per, contact.timeZone), now + 1);
  return { freeAt, detail: `${max} ${category} messages per ${per}: message ${taker.messageId} has the place` };
}
