import type { WorkCalendar } from '@threadline/domain';
import type { QuietHoursSetting } from '../language/settings.js';
import type { TicketPriority, TicketStatus } from './change.js';
import type { MessageCategory } from './decision.js';
import type { Instant } from './instant.js';

/** What a contact has said about marketing. Without a word there is no consent. */
export type MarketingConsent = 'given' | 'withdrawn' | 'unknown';

/** Delivery states of a message of ours, as steps may ask for them. */
export type MessageStatus =
  'planned' | 'sending' | 'accepted' | 'sent' | 'delivered' | 'read' | 'failed' | 'unknown' | 'skipped';

export interface WorldContact {
  id: string;
  firstName?: string;
  lastName?: string;
  language?: string;
  /** ISO 3166 country of the contact, from the contact itself or its number. */
  country?: string;
  /** IANA zone: the contact's, else its country's, else the workspace's. Always resolved. */
  timeZone: string;
  phone?: string;
  email?: string;
  fields: Record<string, unknown>;
  tags: readonly string[];
  lists: readonly string[];
  marketingConsent: MarketingConsent;
  blocked: boolean;
}

/** A message of this run. */
export interface WorldMessage {
  stepId: string;
  turn: number;
  status: MessageStatus;
  replied: boolean;
}

/** A ticket of the contact in the built-in desk. */
export interface WorldTicket {
  id: string;
  /** Absent, as is `openedAt`, while the opening is decided and not yet written. */
  number?: number;
  subject: string;
  status: TicketStatus;
  priority: TicketPriority;
  /** The operator's name. */
  assignee?: string;
  openedAt?: Instant;
  /** The run that opened it. */
  runId?: string;
}

/** An order of the contact. */
export interface WorldOrder {
  id: string;
  placedAt: Instant;
  total?: number;
  currency?: string;
}

/** What a contact's field may hold. `options` are those of a choice. */
export interface WorldField {
  type: 'text' | 'number' | 'boolean' | 'date' | 'date_time' | 'email' | 'phone' | 'choice';
  options: readonly string[];
}

/** The event that started the run. */
export interface TriggerEvent {
  type: string;
  id: string;
  time: Instant;
  data: Record<string, unknown>;
}

/** A run of the contact, of this automation or another, by the slug of its automation. */
export interface WorldRun {
  automation: string;
  state: 'active' | 'completed' | 'exited';
}

/**
 * A snapshot of everything steps may read, taken under the contact's lock. The engine folds its own changes into it, so that
 * a later step of the same decision sees them. Conditions on something optional that is not there do not hold.
 */
export interface World {
  contact: WorldContact;
  conversation: { windowClosesAt?: Instant; owner: 'bot' | 'ai' | 'human'; ownedUntil?: Instant };
  messages: readonly WorldMessage[];
  trigger: TriggerEvent;
  /** `key` is the cart, order or booking the run is about. */
  run: { id: string; automationId: string; enteredAt: Instant; key?: string };
  /** Of the workspace. Without it the contact's zone stands in for the workspace's, and work is always done. */
  workspace?: {
    timeZone: string;
    /** The fields contacts may have, by name. Without it every field is a text. */
    fields?: Readonly<Record<string, WorldField>>;
    calendar?: WorkCalendar;
    /** At most so many messages in a rolling time. */
    caps?: readonly { category: MessageCategory; max: number; per: string }[];
    /** For automations that say nothing about them. */
    quietHours?: QuietHoursSetting;
    /** Connections to outside systems that are configured, by name. */
    connections?: readonly string[];
  };
  /** The contact's latest tickets, newest first, at most 50. */
  tickets?: readonly WorldTicket[];
  /** The contact's latest orders, newest first, at most 50. */
  orders?: readonly WorldOrder[];
  runs?: readonly WorldRun[];
  /** The contact's latest messages of ours, of all automations, as far back as its caps reach. */
  recentSends?: readonly { messageId: string; category: MessageCategory; at: Instant }[];
}

/** What the sending rules read of it. */
export type SendingWorld = Pick<World, 'contact' | 'conversation' | 'workspace' | 'run' | 'recentSends'>;
