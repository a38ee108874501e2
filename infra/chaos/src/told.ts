/** An event that Kafka has taken. */
export interface ToldEvent {
  readonly workspaceid: string;
  readonly source: string;
  readonly id: string;
  readonly type: string;
}

/** Everything the system was told and has acknowledged, however often. What was not acknowledged is told again until it is. */
export class Told {
  readonly events: ToldEvent[] = [];
  /** WhatsApp's ids of what customers wrote. */
  readonly messages: string[] = [];
  /** Ids of orders. */
  readonly orders: string[] = [];
  /** Messages that are no event. */
  readonly poison: string[] = [];
}
