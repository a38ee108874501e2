import type { ConversationDetails } from '@threadline/persistence';

const serviceWindowMs = 24 * 60 * 60 * 1_000;
const iso = (moment: Date | null) => moment?.toISOString() ?? null;

/** A chat as the API tells it. */
export const conversationView = ({ lastInboundAt, ownedUntil, createdAt, ...rest }: ConversationDetails) => ({
  ...rest,
  ownedUntil: iso(ownedUntil),
  lastInboundAt: iso(lastInboundAt),
  windowClosesAt: lastInboundAt && new Date(lastInboundAt.getTime() + serviceWindowMs).toISOString(),
  createdAt: createdAt.toISOString(),
});
