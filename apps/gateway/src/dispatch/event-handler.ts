import type { InboundEvent, WhatsAppMessageStatus } from '@threadline/contracts';

/** Events that are handled one by one; statuses go together. */
export type SingleEvent = Exclude<InboundEvent, WhatsAppMessageStatus>;

/**
 * Who acts on events. All may be called again with the same events, also after they succeeded. An error that waiting
 * cures (a lost connection, a lock) may be thrown as it is; any other counts against the event.
 */
export abstract class EventHandler {
  /** The names, as `seenEventOf` gives them, of those events that were handled before. */
  abstract seen(events: readonly SingleEvent[]): Promise<ReadonlySet<string>>;

  /** Those of the events that would change nothing, because nothing listens to them and nothing of them is stored. */
  abstract unheard(events: readonly SingleEvent[]): Promise<ReadonlySet<SingleEvent>>;

  /** Handles one event in a transaction of its own, and says whether it was a repeat. */
  abstract handle(event: SingleEvent): Promise<'handled' | 'repeated'>;

  /** Applies statuses of any contacts, in whatever order they come. */
  abstract handleStatuses(events: readonly WhatsAppMessageStatus[]): Promise<void>;
}
