import type { Chore } from '@threadline/contracts';
import {
  forgetEarlyOrderNews,
  forgetEarlyStatuses,
  forgetDeadLetters,
  forgetEndingEvents,
  forgetIdempotencyKeys,
  forgetMediaUploads,
  forgetSeenEvents,
  idempotencyKeysKeptMs,
} from '@threadline/persistence';
import type { DataSource } from 'typeorm';

const dayMs = 24 * 60 * 60_000;
/** Senders repeat an event for a week at most (WhatsApp); a month leaves room for what we send again ourselves. */
const eventsKeptMs = 30 * dayMs;

/** Rows that one turn forgets at most: about a second of work. */
const rowsOfTurn = 5_000;

/** Chores that forget what nobody can ask for any more. Calls and events that were delivered need none: their rows go at once. */
export const retentionChores = (dataSource: DataSource): Chore[] =>
  [
    forgetting('forget-seen-events', forgetSeenEvents, eventsKeptMs),
    forgetting('forget-ending-events', forgetEndingEvents, eventsKeptMs),
    forgetting('forget-early-order-news', forgetEarlyOrderNews, eventsKeptMs),
    forgetting('forget-early-statuses', forgetEarlyStatuses, dayMs),
    forgetting('forget-dead-letters', forgetDeadLetters, eventsKeptMs),
    forgetting('forget-idempotency-keys', forgetIdempotencyKeys, idempotencyKeysKeptMs),
    forgetting('forget-media-uploads', forgetMediaUploads, dayMs),
  ].map((chore) => chore(dataSource));

const forgetting =
  (name: string, forget: typeof forgetSeenEvents, keptMs: number) =>
  (dataSource: DataSource): Chore => ({
    name,
    async turn({ now }) {
      const done = await forget(dataSource.manager, { before: now - keptMs, limit: rowsOfTurn });
      return done < rowsOfTurn ? { done } : { done, next: 'more' };
    },
  });
