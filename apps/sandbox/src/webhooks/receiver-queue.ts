/** A webhook that is to be delivered to one receiver. */
export interface Delivery<Body = string> {
  body: Body;
  /** The number it is about, if any; a reset of the number takes it back. */
  phoneNumberId: string | undefined;
  attempts: number;
}

/** Bounds of one receiver's queue. Concurrent because Meta's deliveries are. */
export interface QueueLimits {
  longest: number;
  attempts: number;
  concurrent: number;
}

/** What a queue reports; `full` and `given_up` are webhooks that are lost. */
export interface QueueEvents {
  delivered(): void;
  retried(): void;
  dropped(reason: 'full' | 'given_up'): void;
}

const firstRetryMs = 50;
const longestRetryMs = 5_000;

/** Delivers webhooks to one receiver: several at a time, each until it is taken, never more of them than the limit. */
export class ReceiverQueue<Body = string> {
  private waiting: Delivery<Body>[] = [];
  private readonly resting = new Map<NodeJS.Timeout, Delivery<Body>>();
  private readonly inFlight = new Set<Delivery<Body>>();
  private isClosed = false;

  constructor(
    private readonly post: (body: Body) => Promise<boolean>,
    private readonly limits: QueueLimits,
    private readonly events: QueueEvents,
  ) {}

  get size(): number {
    return this.waiting.length + this.resting.size + this.inFlight.size;
  }

  add(body: Body, phoneNumberId?: string): void {
    if (this.size >= this.limits.longest) return this.events.dropped('full');
    this.waiting.push({ body, phoneNumberId, attempts: 0 });
    this.pump();
  }

  /** What the receiver has not taken yet. */
  untaken(): Pick<Delivery<Body>, 'body' | 'phoneNumberId'>[] {
    return [...this.inFlight, ...this.resting.values(), ...this.waiting];
  }

  /** Takes back what is not on the wire: of one number, or everything. */
  discard(phoneNumberId?: string): void {
    const isMeant = (delivery: Delivery<Body>) =>
      phoneNumberId === undefined || delivery.phoneNumberId === phoneNumberId;
    this.waiting = this.waiting.filter((delivery) => !isMeant(delivery));
    for (const [timer, delivery] of this.resting) {
      if (!isMeant(delivery)) continue;
      clearTimeout(timer);
      this.resting.delete(timer);
    }
  }

  close(): void {
    this.isClosed = true;
    this.discard();
  }

  private pump(): void {
    while (this.inFlight.size < this.limits.concurrent) {
      const next = this.waiting.shift();
      if (!next) return;
      void this.deliver(next);
    }
  }

  private async deliver(delivery: Delivery<Body>): Promise<void> {
    this.inFlight.add(delivery);
    const isTaken = await this.post(delivery.body);
    this.inFlight.delete(delivery);
    if (isTaken) this.events.delivered();
    else if (!this.isClosed) this.tryAgain({ ...delivery, attempts: delivery.attempts + 1 });
    this.pump();
  }

  private tryAgain(delivery: Delivery<Body>): void {
    if (delivery.attempts >= this.limits.attempts) return this.events.dropped('given_up');
    this.events.retried();
    const timer = setTimeout(
      () => {
        this.resting.delete(timer);
        this.waiting.push(delivery);
        this.pump();
      },
      Math.min(longestRetryMs, firstRetryMs * 2 ** Math.min(delivery.attempts - 1, 10)),
    );
    this.resting.set(timer, delivery);
  }
}
