import type { Clock } from '@threadline/platform';
import { customerAddress } from '../customers/customer-address.js';
import { keyOf, windowMs, type Customer } from '../customers/customer.js';
import { shown } from '../messages/ledger-entry.js';
import type { BusinessNumber } from '../numbers/business-number.js';
import type { Numbers } from '../numbers/numbers.js';
import type { Chat, ChatMessage, ChatSummary } from './chat.js';
import { chatMessages, type Sides } from './chat-messages.js';

const shownChats = 100;
const shownMessages = 200;
/** https://developers.facebook.com/documentation/business-messaging/whatsapp/typing-indicators */
const typingMs = 25_000;

/** What the phones of the customers show. */
export class ChatsService {
  constructor(private readonly parts: { numbers: Numbers; clock: Clock }) {}

  /** The chats of a number, the latest first. */
  list(phoneNumberId: string): ChatSummary[] {
    const number = this.parts.numbers.of(phoneNumberId);
    const sides = sidesByCustomer(number);
    return [...number.customers.values()]
      .map((customer) => ({ customer, sides: sides.get(keyOf(customer.address)) }))
      .toSorted((a, b) => lastAt(b.sides).localeCompare(lastAt(a.sides)))
      .slice(0, shownChats)
      .map(({ customer, sides: own }) => summaryOf(customer, own));
  }

  /** The last messages between a customer and a number. */
  chat(phone: string, phoneNumberId: string): Chat {
    const number = this.parts.numbers.of(phoneNumberId);
    const address = customerAddress(phone);
    const key = keyOf(address);
    const customer = number.customers.get(key);
    const sides = sidesByCustomer(number).get(key);
    const messages = sides ? chatMessages(sides) : [];
    return {
      customer: shown(address),
      name: customer?.name ?? null,
      windowOpenUntil: this.openUntil(customer),
      hasStoppedMarketing: customer?.hasStoppedMarketing ?? false,
      call: liveCall(number, key),
      callPermission: customer?.calls.statusAt(this.parts.clock.now()) ?? 'no_permission',
      isTyping: this.isTyping(number, messages),
      earlier: Math.max(0, messages.length - shownMessages),
      messages: messages.slice(-shownMessages),
    };
  }

  private openUntil(customer: Customer | undefined): string | null {
    const { lastWroteAt } = customer ?? {};
    if (lastWroteAt === undefined || !customer?.isWindowOpen(this.parts.clock.now())) return null;
    return new Date(lastWroteAt + windowMs).toISOString();
  }

  /** Until the answer comes, or 25 seconds have passed. */
  private isTyping({ reads }: BusinessNumber, messages: ChatMessage[]): boolean {
    const answeredAt = messages.findLast(({ from, type }) => from === 'business' && type !== 'call')?.at ?? '';
    const asked = new Set(messages.filter(({ from }) => from === 'customer').map(({ id }) => id));
    const shownAt = reads.findLast(({ messageId, typing }) => typing && asked.has(messageId))?.at ?? '';
    return shownAt > answeredAt && this.parts.clock.now() - Date.parse(shownAt) < typingMs;
  }
}

function sidesByCustomer(number: BusinessNumber): Map<string, Sides> {
  const read = new Set(number.reads.map(({ messageId }) => messageId));
  const all = new Map<string, Sides>();
  const of = (key: string): Sides => {
    const sides = all.get(key) ?? { sent: [], received: [], calls: [], read };
    all.set(key, sides);
    return sides;
  };
  for (const entry of number.ledger()) of(keyOf(entry.address)).sent.push(entry);
  for (const message of number.receivedMessages()) of(message.customer).received.push(message);
  for (const call of number.calls()) of(keyOf(call.address)).calls.push(call);
  return all;
}

function liveCall(number: BusinessNumber, customerKey: string): Chat['call'] {
  const [call] = number.liveCalls(customerKey);
  if (!call || call.state === 'ended') return null;
  return { state: call.state, at: call.answeredAt ?? call.at };
}

/** When somebody wrote or called last; before all time when nobody did. */
function lastAt(sides: Sides | undefined): string {
  const last = [sides?.sent, sides?.received, sides?.calls].map((all) => all?.at(-1)?.at ?? '');
  return last.toSorted().at(-1) ?? '';
}

function summaryOf({ address, name }: Customer, sides: Sides | undefined): ChatSummary {
  const messages = sides ? chatMessages(sides) : [];
  const unread = messages.filter(({ from, state }) => from === 'business' && !['read', 'failed'].includes(state));
  const last = messages.at(-1);
  return {
    customer: shown(address),
    name: name ?? null,
    last: last ? { from: last.from, at: last.at, text: last.text || (last.card?.title ?? '') } : null,
    unread: unread.length,
  };
}
