import { isOutage, KafkaUnavailable, MessageRefused, reasonOf } from '../client/kafka-errors.js';
import { bytesOf, type OutgoingMessage } from './outgoing-message.js';
import { SendCall } from './send-call.js';
import { SendQueue, type QueuedMessage } from './send-queue.js';

/** The part of a connected producer that the loop needs. */
export interface SendClient {
  send(messages: OutgoingMessage[]): Promise<void>;
  disconnect(): Promise<void>;
}

/** Where clients come from, and the bounds of the loop. */
export interface SendLoopOptions {
  connect: () => Promise<SendClient>;
  /** After this long a call is given up, in milliseconds. */
  deadlineMs?: number;
  /** What travels together is at most this large; brokers take record batches of about 1 MB unless told otherwise. */
  maxBatchBytes?: number;
}

const maxBatchMessages = 5_000;
const busyForLongMs = 2_000;
const disconnectPatienceMs = 1_000;

/**
 * Sends one batch after the other, each made of all that was asked for meanwhile. A client whose batch failed is thrown
 * away: kafkajs rewinds its sequence numbers although the broker may have stored the messages, and the broker would
 * take the next ones for repeats, acknowledge and drop them.
 */
export class SendLoop {
  private readonly queue: SendQueue;
  private readonly open = new Set<SendCall>();
  private readonly deadlineMs: number;
  private client: Promise<SendClient> | undefined;
  private isSending = false;
  private isClosed = false;
  private busySince: number | undefined;
  private lastFailed = false;

  constructor(private readonly options: SendLoopOptions) {
    this.queue = new SendQueue({ bytes: options.maxBatchBytes ?? 900_000, messages: maxBatchMessages });
    this.deadlineMs = options.deadlineMs ?? 5_000;
  }

  /** Resolves when every message is acknowledged. */
  async send(messages: readonly OutgoingMessage[]): Promise<void> {
    if (messages.length === 0) return;
    const sized = messages.map((message) => ({ message, bytes: bytesOf(message) }));
    const call = new SendCall(messages.length, this.deadlineMs);
    this.open.add(call);
    this.queue.add(sized.map((one) => ({ ...one, call })));
    setImmediate(() => void this.work());
    await call.done.finally(() => this.open.delete(call));
  }

  /** Whether the last batch went through and none has been under way for long. */
  get isWell(): boolean {
    return !this.lastFailed && (this.busySince === undefined || Date.now() - this.busySince < busyForLongMs);
  }

  /** Waits until every call is settled, then lets the client go. */
  async close(): Promise<void> {
    await Promise.allSettled([...this.open].map((call) => call.done));
    this.isClosed = true;
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<void>((resolve) => (timer = setTimeout(resolve, disconnectPatienceMs)));
    await Promise.race([this.discard(this.client), patience]);
    clearTimeout(timer);
  }

  private async work(): Promise<void> {
    if (this.isSending) return;
    this.isSending = true;
    for (let batch = this.queue.take(); batch.length > 0; batch = this.queue.take()) await this.deliver(batch);
    this.isSending = false;
  }

  private async deliver(batch: readonly QueuedMessage[]): Promise<void> {
    const error = await this.attempt(batch);
    if (error === undefined) return;
    if (isOutage(error)) return failAll(batch, error);
    // Somebody's message is at fault: each call alone, so that only its owner hears of it.
    for (const part of byCall(batch)) {
      const still = await this.attempt(part);
      if (still !== undefined) failAll(part, still);
    }
  }

  /** Sends and acknowledges; gives the error when that failed. */
  private async attempt(batch: readonly QueuedMessage[]): Promise<unknown> {
    this.busySince = Date.now();
    this.client ??= this.options.connect();
    const { client } = this;
    try {
      await (await client).send(batch.map(({ message }) => message));
      this.lastFailed = false;
      for (const { call } of batch) call.acknowledge();
      if (this.isClosed) void this.discard(client);
      return undefined;
    } catch (error) {
      this.lastFailed = true;
      void this.discard(client);
      return error ?? new Error('sending failed without a reason');
    } finally {
      this.busySince = undefined;
    }
  }

  private async discard(client: Promise<SendClient> | undefined): Promise<void> {
    if (this.client === client) this.client = undefined;
    await client?.then((connected) => connected.disconnect()).catch(() => undefined);
  }
}

function failAll(batch: readonly QueuedMessage[], error: unknown): void {
  const reason = reasonOf(error);
  const failure = isOutage(error)
    ? new KafkaUnavailable(`Kafka takes no messages at the moment: ${reason}`, { cause: error })
    : new MessageRefused(`Kafka refuses the message: ${reason}`, reason, { cause: error });
  for (const { call } of batch) call.fail(failure);
}

function byCall(batch: readonly QueuedMessage[]): QueuedMessage[][] {
  const calls = new Map<SendCall, QueuedMessage[]>();
  for (const queued of batch) calls.set(queued.call, [...(calls.get(queued.call) ?? []), queued]);
  return [...calls.values()];
}
