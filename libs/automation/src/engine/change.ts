import type { Instant } from './instant.js';

/** A value of a contact's field, already parsed by the field's type. Dates are ISO 8601. Null empties the field. */
export type FieldValue = string | number | boolean | null;

/** Whom a chat or ticket goes to: named operators, or a team that chooses one. */
export type Assignment =
  { to: 'operators'; operators: readonly string[] } | { to: 'team'; team: string; by: 'round_robin' | 'least_busy' };

export type TicketPriority = 'low' | 'normal' | 'high' | 'urgent';
export type TicketStatus = 'open' | 'pending' | 'solved' | 'closed';

/** What a step changes of the contact or its chat; written in the decision's own transaction, with the events that tell of it. */
export type Change =
  | { kind: 'tag_added'; tag: string }
  | { kind: 'tag_removed'; tag: string }
  /** `create` makes the list when the workspace has none of that name. */
  | { kind: 'list_joined'; list: string; create?: boolean }
  | { kind: 'list_left'; list: string }
  | { kind: 'field_set'; field: string; value: FieldValue }
  /** Marketing consent, with what proves it: the words, the moment, the message. */
  | { kind: 'consent_set'; marketing: boolean; proof: { at: Instant; text?: string; messageId?: string } }
  | { kind: 'contact_blocked' }
  | { kind: 'contact_unblocked' }
  | { kind: 'note_added'; text: string }
  | { kind: 'marked_unread' }
  | { kind: 'operators_assigned'; assignment: Assignment }
  /** Without names, everybody who is assigned. */
  | { kind: 'operators_removed'; operators?: readonly string[] }
  /** The ticket's id is derived from run, step and turn, so that a repeat opens none. */
  | {
      kind: 'ticket_opened';
      stepId: string;
      turn: number;
      subject: string;
      priority: TicketPriority;
      assignee?: string;
    }
  /** The run's last ticket, else the contact's last one that is not closed. */
  | { kind: 'ticket_updated'; status?: TicketStatus; priority?: TicketPriority; assignee?: string; note?: string }
  /** Another automation for the contact, by slug; its run's id is derived from this run, step and turn. */
  | { kind: 'automation_started'; stepId: string; turn: number; automation: string }
  /** Ends the contact's runs: all, all but this one, or those of some automations by slug. */
  | { kind: 'automations_stopped'; which: 'all' | 'others' | readonly string[] };
