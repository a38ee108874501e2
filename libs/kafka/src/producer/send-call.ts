import { KafkaUnavailable } from '../client/kafka-errors.js';

/** One call of `send`: settled once all its messages are acknowledged, one of them failed, or its time is over. */
export class SendCall {
  readonly done: Promise<void>;
  isOpen = true;
  private resolve!: () => void;
  private reject!: (error: Error) => void;
  private readonly timer: NodeJS.Timeout;

  constructor(
    private unacknowledged: number,
    deadlineMs: number,
  ) {
    this.done = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
    const tooLate = () => this.fail(new KafkaUnavailable(`Kafka did not acknowledge within ${deadlineMs} ms`));
    this.timer = setTimeout(tooLate, deadlineMs);
  }

  acknowledge(): void {
    this.unacknowledged -= 1;
    if (this.unacknowledged === 0) this.close(this.resolve);
  }

  fail(error: Error): void {
    this.close(() => this.reject(error));
  }

  private close(settle: () => void): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    clearTimeout(this.timer);
    settle();
  }
}
