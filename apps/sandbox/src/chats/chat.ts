import type { Card } from '../messages/card.js';
import type { LedgerEntry, TappableButton } from '../messages/ledger-entry.js';

export type Side = 'business' | 'customer';

/** One message or call as a phone shows it, with what has become of it. */
export interface ChatMessage {
  id: string;
  from: Side;
  at: string;
  type: string;
  text: string;
  header?: string;
  footer?: string;
  card?: Card;
  /** The words that open the rows of a list. */
  menu?: string;
  buttons: TappableButton[];
  links: { title: string; url?: string }[];
  /** The name of the template it was made from. */
  template?: string;
  /** The message it quotes. */
  quotes?: string;
  reactions: { from: Side; emoji: string }[];
  /** The furthest it has come; of a customer's message, whether the business has marked it as read. */
  state: 'accepted' | 'sent' | 'delivered' | 'read' | 'failed';
  statuses: LedgerEntry['statuses'];
  /** Why it failed. */
  failure?: string;
  /** What the customer did to it afterwards. */
  change?: 'edited' | 'revoked';
}

/** What a customer and a number wrote to each other, oldest first; `earlier` counts the messages before these. */
export interface Chat {
  customer: string;
  name: string | null;
  windowOpenUntil: string | null;
  hasStoppedMarketing: boolean;
  /** Whether the business may call. */
  callPermission: 'no_permission' | 'temporary' | 'permanent';
  /** The business shows that it is writing an answer. */
  isTyping: boolean;
  /** The call that rings or is talked in. */
  call: { state: 'ringing' | 'talking'; at: string } | null;
  earlier: number;
  messages: ChatMessage[];
}

/** A line in the list of chats. */
export interface ChatSummary {
  customer: string;
  name: string | null;
  last: { from: Side; at: string; text: string } | null;
  /** Messages of the business that the customer has not read. */
  unread: number;
}
