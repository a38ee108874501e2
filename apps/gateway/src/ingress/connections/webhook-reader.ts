import type { KnownConnection } from '@threadline/connections';
import type { ReceivedRequest, ToldEvent } from '@threadline/connectors';

/** A webhook as it came. */
export interface Received extends ReceivedRequest {
  /** When, in epoch milliseconds. */
  now: number;
}

/** What a webhook tells. */
export interface Telling {
  /** Names the outside system in events: the same for every connection with it, so that what it repeats is recognised. */
  source: string;
  events: ToldEvent[];
  /** Whether what fits no event is the sender's to mend; else it is let go. */
  refusesMisfits: boolean;
}

/**
 * Checks that a webhook is authentic, before anything of its body is looked at, and reads it. Undefined when it tells nothing that
 * we have a use for.
 * @throws {RequestProblem} saying what is wrong
 */
export type WebhookReader = (connection: KnownConnection, received: Received) => Telling | undefined;
