import { seenEventOf, type WhatsAppMessageStatus } from '@threadline/contracts';
import { EventHandler, type SingleEvent } from '../event-handler.js';

/** An event handler that notes what it did, remembers it as a database would, and fails as told. */
export class ScriptedHandler extends EventHandler {
  /** Ids of handled events, in the order of their ends. */
  readonly handled: string[] = [];
  readonly statuses: string[][] = [];
  readonly attempts: string[] = [];
  mostAtOnce = 0;
  private readonly names = new Set<string>();
  private atOnce = 0;

  /** `act` runs inside each handling and may reject. */
  constructor(private act: (id: string, attempt: number) => void | Promise<void> = () => undefined) {
    super();
  }

  behave(act: (id: string, attempt: number) => void | Promise<void>): void {
    this.act = act;
  }

  async seen(events: readonly SingleEvent[]): Promise<Set<string>> {
    await this.act('seen', 1);
    return new Set(events.map(seenEventOf).filter((name) => this.names.has(name)));
  }

  /** Integrations nobody listens to. */
  async unheard(events: readonly SingleEvent[]): Promise<Set<SingleEvent>> {
    return new Set(events.filter(({ type }) => type.startsWith('integration.')));
  }

  async handle(event: SingleEvent): Promise<'handled' | 'repeated'> {
    this.atOnce++;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.atOnce);
    try {
      await this.run(event.id);
    } finally {
      this.atOnce--;
    }
    if (this.names.has(seenEventOf(event))) return 'repeated';
    this.names.add(seenEventOf(event));
    this.handled.push(event.id);
    return 'handled';
  }

  async handleStatuses(events: readonly WhatsAppMessageStatus[]): Promise<void> {
    for (const { id } of events) await this.run(id);
    this.statuses.push(events.map(({ id }) => id));
  }

  private async run(id: string): Promise<void> {
    this.attempts.push(id);
    // A turn of the event loop, so that others get theirs.
    await new Promise(setImmediate);
    await this.act(id, this.attempts.filter((attempted) => attempted === id).length);
  }
}
