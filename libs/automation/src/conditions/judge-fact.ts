import { isOpen, subtractDuration } from '@threadline/domain';
import type { World, WorldMessage, WorldRun } from '../engine/world.js';
import type { WorldFact } from './condition.js';
import type { Evidence, Verdict } from './evaluate.js';

/** Judges what a condition says of the contact, its chat, its messages or its history. */
export function judgeFact(fact: WorldFact, evidence: Evidence): Verdict {
  const { world, now } = evidence;
  if ('tag' in fact) return verdict(`tag:${fact.tag}`, world.contact.tags.includes(fact.tag));
  if ('list' in fact) return verdict(`list:${fact.list}`, world.contact.lists.includes(fact.list));
  if ('consent' in fact) return equal('consent', world.contact.marketingConsent, 'given');
  if ('window' in fact) return equal('window', isWindowOpen(world, now) ? 'open' : 'closed', fact.window);
  if ('ownedBy' in fact) return equal('ownedBy', world.conversation.owner, fact.ownedBy);
  if ('message' in fact) return judgeMessage(fact.message, evidence);
  if ('businessHours' in fact)
    return equal('businessHours', isWorkTime(world, now) ? 'open' : 'closed', fact.businessHours);
  if ('order' in fact) return judgeOrder(fact.order.placedWithin, evidence);
  if ('ticket' in fact) return judgeTicket(fact.ticket.status, world);
  return judgeRun(fact.run, world);
}

/** Whether a free message may be sent: 24 hours from the contact's last message. */
export const isWindowOpen = ({ conversation }: Pick<World, 'conversation'>, now: number): boolean =>
  conversation.windowClosesAt !== undefined && now < conversation.windowClosesAt;

/** Whether the workspace works now. Without a calendar it always does. */
const isWorkTime = ({ workspace }: World, now: number): boolean =>
  workspace?.calendar === undefined || isOpen(workspace.calendar, now);

function judgeOrder(within: string, { world, now }: Evidence): Verdict {
  const since = subtractDuration(now, within, world.contact.timeZone);
  const last = world.orders?.find(({ placedAt }) => placedAt <= now);
  return {
    holds: last !== undefined && last.placedAt >= since,
    saw: { lastOrder: last ? new Date(last.placedAt).toISOString() : null },
  };
}

function judgeTicket(status: string, { tickets = [] }: World): Verdict {
  return {
    holds: tickets.some((ticket) => ticket.status === status),
    saw: { tickets: tickets.map((ticket) => ticket.status) },
  };
}

function judgeRun({ automation, state }: WorldRun, { runs = [] }: World): Verdict {
  const states = runs.filter((run) => run.automation === automation).map((run) => run.state);
  return { holds: states.includes(state), saw: { [`run:${automation}`]: states } };
}

type AskedStatus = Extract<WorldFact, { message: unknown }>['message']['status'];

/** The states in which a message has got at least that far. */
const reached: Readonly<Record<Exclude<AskedStatus, 'replied'>, readonly WorldMessage['status'][]>> = {
  sent: ['accepted', 'sent', 'delivered', 'read'],
  delivered: ['delivered', 'read'],
  read: ['read'],
  failed: ['failed'],
};

function judgeMessage({ step, status }: { step: string; status: AskedStatus }, { world, results }: Evidence): Verdict {
  const message = world.messages
    .filter(({ stepId }) => stepId === step)
    .reduce<WorldMessage | undefined>(later, undefined);
  const isReplied = message?.replied === true || results[step]?.['replied'] === true;
  const holds = status === 'replied' ? isReplied : message !== undefined && reached[status].includes(message.status);
  return { holds, saw: { [`message:${step}`]: isReplied ? 'replied' : (message?.status ?? null) } };
}

const later = (known: WorldMessage | undefined, next: WorldMessage) => (known && known.turn > next.turn ? known : next);
const verdict = (name: string, holds: boolean): Verdict => ({ holds, saw: { [name]: holds } });
const equal = (name: string, actual: string, expected: string): Verdict => ({
  holds: actual === expected,
  saw: { [name]: actual },
});
