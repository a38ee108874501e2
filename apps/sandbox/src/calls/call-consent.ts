import { z } from 'zod';
import { GraphError } from '../graph/graph-error.js';

const hourMs = 60 * 60 * 1_000;
const dayMs = 24 * hourMs;

/** How long a permission that is not for good lasts, and a request, from when it came or was answered. */
const lifeMs = 7 * dayMs;
/** After so many calls in a row that nobody took, the permission is gone. */
const patience = 4;

/** At most `max` times in a period. */
interface Limit {
  name: string;
  periodMs: number;
  max: number;
}
const requestLimits: readonly Limit[] = [
  { name: 'PT24H', periodMs: dayMs, max: 1 },
  { name: 'P7D', periodMs: 7 * dayMs, max: 2 },
];
const callLimits: readonly Limit[] = [{ name: 'PT24H', periodMs: dayMs, max: 100 }];

/** Epoch milliseconds, and whether the number is held to the limits. */
interface Moment {
  now: number;
  isLimited: boolean;
}

/** What a customer answers to whether they may be called. */
export const CallChoice = z.enum(['allow', 'always', 'refuse']);
export type CallChoice = z.infer<typeof CallChoice>;

/** What is kept of a customer and the calls of one number; times are epoch milliseconds. */
export const SavedConsent = z.object({
  /** Until when calls are allowed; `null` not at all. */
  until: z.union([z.number(), z.literal('always')]).nullable(),
  /** When the permission was asked for since they last talked. */
  asked: z.array(z.number()),
  /** The last calls that were taken. */
  taken: z.array(z.number()),
  /** Calls in a row that were not taken. */
  untaken: z.number(),
  /** The last request that was answered: when it came, and when it was answered. */
  reply: z.object({ sentAt: z.number(), at: z.number() }).optional(),
});
export type SavedConsent = z.infer<typeof SavedConsent>;

/**
 * Whether one number may call one customer, and ask to be allowed.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/calling/user-call-permissions
 */
export class CallConsent {
  constructor(public saved: SavedConsent = { until: null, asked: [], taken: [], untaken: 0 }) {}

  /** The permission as WhatsApp tells it. */
  statusAt(now: number): 'no_permission' | 'temporary' | 'permanent' {
    const { until } = this.saved;
    if (until === 'always') return 'permanent';
    return until !== null && now < until ? 'temporary' : 'no_permission';
  }

  /** The end of a permission that has one. */
  endsAt(now: number): number | undefined {
    const { until } = this.saved;
    return typeof until === 'number' && now < until ? until : undefined;
  }

  choose(choice: CallChoice, now: number): void {
    const until = { allow: now + lifeMs, always: 'always', refuse: null } as const;
    this.saved = { ...this.saved, until: until[choice], untaken: 0 };
  }

  /** Whether a request that came at `sentAt` can no longer be answered: it is old, or a later one was answered. */
  isExpired(sentAt: number, now: number): boolean {
    const { reply } = this.saved;
    if (reply !== undefined && sentAt < reply.sentAt) return true;
    return now - (reply?.sentAt === sentAt ? reply.at : sentAt) >= lifeMs;
  }

  /** The answer to a request that came at `sentAt`. */
  reply(choice: CallChoice, { sentAt, now }: { sentAt: number; now: number }): void {
    this.choose(choice, now);
    this.saved = { ...this.saved, reply: { sentAt, at: now } };
  }

  /** @throws {GraphError} when the business may not ask for the permission now. */
  checkRequest({ now, isLimited }: Moment): void {
    if (this.saved.until === 'always') throw new GraphError(138017, 'a permanent permission exists already');
    const reached = isLimited && used(this.saved.asked, requestLimits, now).find(isReached);
    if (reached) throw new GraphError(138009, `at most ${reached.max} requests in ${reached.name}`);
  }

  asked(now: number): void {
    this.saved = { ...this.saved, asked: [...this.saved.asked.slice(-9), now] };
  }

  /** @throws {GraphError} when the business may not call now. */
  checkCall({ now, isLimited }: Moment): void {
    if (this.statusAt(now) === 'no_permission') throw new GraphError(138006, 'the recipient has not approved calls');
    const reached = isLimited && used(this.saved.taken, callLimits, now).find(isReached);
    if (reached) throw new GraphError(138012, `the next call is allowed at ${seconds(reached.endsAt)}`);
  }

  /** They talk: the business may ask anew. */
  answered(now: number): void {
    this.saved = { ...this.saved, asked: [], untaken: 0, taken: [...this.saved.taken.slice(-99), now] };
  }

  notAnswered(): void {
    const untaken = this.saved.untaken + 1;
    this.saved = { ...this.saved, untaken, until: untaken >= patience ? null : this.saved.until };
  }

  /** What the business may do now, as WhatsApp tells it. */
  actionsAt({ now, isLimited }: Moment): object[] {
    const requests = isLimited ? used(this.saved.asked, requestLimits, now) : [];
    const calls = isLimited ? used(this.saved.taken, callLimits, now) : [];
    const isAllowed = this.statusAt(now) !== 'no_permission';
    return [
      action('send_call_permission_request', this.saved.until !== 'always', requests),
      action('start_call', isAllowed, calls),
    ];
  }
}

interface Usage extends Limit {
  usage: number;
  /** When it may be done again, if the limit is reached; epoch milliseconds. */
  endsAt: number;
}

/** How much of each limit is used up. */
function used(times: readonly number[], limits: readonly Limit[], now: number): Usage[] {
  return limits.map((limit) => {
    const within = times.filter((at) => at > now - limit.periodMs);
    return { ...limit, usage: within.length, endsAt: (within.at(-limit.max) ?? now) + limit.periodMs };
  });
}

const isReached = ({ usage, max }: Usage) => usage >= max;
const seconds = (ms: number) => Math.floor(ms / 1_000);

const action = (name: string, isAllowed: boolean, usages: Usage[]) => ({
  action_name: name,
  can_perform_action: isAllowed && !usages.some(isReached),
  limits: usages.map((usage) => ({
    time_period: usage.name,
    max_allowed: usage.max,
    current_usage: usage.usage,
    ...(isReached(usage) && { limit_expiration_time: seconds(usage.endsAt) }),
  })),
});
