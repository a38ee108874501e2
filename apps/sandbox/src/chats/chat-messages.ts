import { secondsOf, type CallResult, type VoiceCall } from '../calls/voice-call.js';
import type { ReceivedMessage } from '../customers/received-message.js';
import { titleOf } from '../graph/graph-error.js';
import { captionOf } from '../messages/card.js';
import type { LedgerEntry } from '../messages/ledger-entry.js';
import { addReactions, applyChanges, changing } from './afterwards.js';
import type { ChatMessage } from './chat.js';
import { shownContent } from './customer-words.js';

/** Both sides of a chat and its calls, each oldest first, and the customer's messages that the business has marked as read. */
export interface Sides {
  sent: LedgerEntry[];
  received: ReceivedMessage[];
  calls: VoiceCall[];
  read: ReadonlySet<string>;
}

/** The messages of a chat, oldest first, with what came to them afterwards. */
export function chatMessages({ sent, received, calls, read }: Sides): ChatMessage[] {
  const messages = [
    ...received.filter(({ content }) => !changing.has(content.type)).map((message) => fromCustomer(message, read)),
    ...sent.filter(({ type }) => !changing.has(type)).map(fromBusiness),
    ...calls.map(fromCall),
  ].toSorted((a, b) => a.at.localeCompare(b.at));
  const byId = new Map(messages.map((message) => [message.id, message]));
  addReactions(byId, sent, received);
  applyChanges(byId, received);
  return messages;
}

function fromCustomer({ wamid, at, content, quotes }: ReceivedMessage, read: ReadonlySet<string>): ChatMessage {
  return {
    id: wamid,
    from: 'customer',
    at,
    type: content.type,
    ...shownContent(content),
    buttons: [],
    links: [],
    ...(quotes !== undefined && { quotes }),
    reactions: [],
    state: read.has(wamid) ? 'read' : 'delivered',
    statuses: [],
  };
}

function fromBusiness(entry: LedgerEntry): ChatMessage {
  const { wamid, at, type, header, footer, card, menu, buttons, links = [], template, about, statuses } = entry;
  const code = statuses.find(({ status }) => status === 'failed')?.code;
  return {
    id: wamid,
    from: 'business',
    at,
    type,
    text: card?.kind === type ? captionOf(entry.request as { type: string }) : entry.text,
    ...(header !== undefined && { header }),
    ...(footer !== undefined && { footer }),
    ...(card && { card }),
    ...(menu !== undefined && { menu }),
    buttons,
    links,
    ...(template && { template: template.name }),
    ...(about !== undefined && { quotes: about }),
    reactions: [],
    state: furthest(statuses),
    statuses,
    ...(code !== undefined && { failure: `${code}: ${titleOf(code)}` }),
  };
}

/** What a phone says of a call, by how it ended or by what it still does. */
const callWords: Readonly<Record<CallResult | VoiceCall['state'], string>> = {
  ringing: 'Incoming voice call',
  talking: 'Voice call',
  ended: 'Voice call',
  answered: 'Voice call',
  declined: 'Declined voice call',
  missed: 'Missed voice call',
  cancelled: 'Missed voice call',
  failed: 'Voice call failed',
};

function fromCall(call: VoiceCall): ChatMessage {
  const seconds = secondsOf(call);
  return {
    id: call.id,
    from: 'business',
    at: call.at,
    type: 'call',
    text: callWords[call.result ?? call.state] + (seconds === undefined ? '' : `, ${seconds} s`),
    buttons: [],
    links: [],
    reactions: [],
    state: 'read',
    statuses: [],
  };
}

/** Statuses may come in any order. */
function furthest(statuses: LedgerEntry['statuses']): ChatMessage['state'] {
  const reached = (['failed', 'read', 'delivered', 'sent'] as const).find((state) =>
    statuses.some(({ status }) => status === state),
  );
  return reached ?? 'accepted';
}
