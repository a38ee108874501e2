import type { OutgoingMessage } from './outgoing-message.js';
import type { SendCall } from './send-call.js';

/** A message waiting for its turn, and the call it belongs to. */
export interface QueuedMessage {
  call: SendCall;
  message: OutgoingMessage;
  bytes: number;
}

/** Messages of concurrent calls in the order of the calls. */
export class SendQueue {
  private waiting: QueuedMessage[] = [];

  constructor(private readonly limits: { bytes: number; messages: number }) {}

  add(messages: readonly QueuedMessage[]): void {
    this.waiting.push(...messages);
  }

  /** The next messages to send together, at least one if any waits. Those of calls that were given up are dropped. */
  take(): QueuedMessage[] {
    const open = this.waiting.filter(({ call }) => call.isOpen);
    let bytes = 0;
    const isFull = (next: QueuedMessage, index: number) => {
      bytes += next.bytes;
      return index > 0 && (index === this.limits.messages || bytes > this.limits.bytes);
    };
    const end = open.findIndex(isFull);
    const batch = end === -1 ? open : open.slice(0, end);
    this.waiting = open.slice(batch.length);
    return batch;
  }
}
