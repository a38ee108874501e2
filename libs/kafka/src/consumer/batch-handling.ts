import type { Consumer, EachBatchPayload, KafkaMessage } from 'kafkajs';
import type { Logger } from '@threadline/platform';
import { BackOffs } from './back-offs.js';
import { consumedMessage } from './consumed-message.js';
import { withHeartbeats } from './heartbeats.js';
import type { ConsumerRun } from './consumer-run.js';
import { PieceSize } from './piece-size.js';

/** Partitions by topic. */
type Assignment = Readonly<Record<string, readonly number[]>>;

/**
 * What happens to the batches kafkajs fetches: they are handed on in pieces, committed piece by piece, and a partition whose
 * piece failed rests. No error of the handler reaches kafkajs: it would take a TypeError for the end of the consumer.
 */
export class BatchHandling {
  inFlight = 0;
  private readonly backOffs = new BackOffs();
  private assignment: Assignment = {};
  private isPaused = false;
  private isStopping = false;

  constructor(
    private readonly run: ConsumerRun,
    private readonly consumer: Pick<Consumer, 'pause' | 'resume'>,
    private readonly logger: Logger,
  ) {}

  eachBatch = async (payload: EachBatchPayload): Promise<void> => {
    const { messages } = payload.batch;
    const size = new PieceSize(this.run.maxBatchSize);
    for (let start = 0; start < messages.length;) {
      if (!this.mayGoOn(payload)) return;
      const piece = messages.slice(start, start + size.now);
      const begin = performance.now();
      if (!(await this.handle(payload, piece))) return;
      await commit(payload, piece);
      size.took(performance.now() - begin);
      start += piece.length;
      await payload.heartbeat();
    }
  };

  pause(): void {
    this.isPaused = true;
    this.apply('pause', () => true);
  }

  resume(): void {
    this.isPaused = false;
    this.apply('resume', (place) => !this.backOffs.isResting(place));
  }

  /** The group gave this member partitions. kafkajs fetches from all of them; after a crash it has forgotten who rests. */
  assigned(assignment: Assignment): void {
    this.assignment = assignment;
    this.apply('pause', (place) => this.isPaused || this.backOffs.isResting(place));
  }

  stop(): void {
    this.isStopping = true;
    this.backOffs.clear();
  }

  /** After a pause, a stop or a rebalance the rest of a batch comes again or goes to another member. */
  private mayGoOn(payload: EachBatchPayload): boolean {
    const isResting = this.backOffs.isResting(placeOf(payload.batch));
    return payload.isRunning() && !payload.isStale() && !this.isStopping && !this.isPaused && !isResting;
  }

  private async handle(payload: EachBatchPayload, piece: readonly KafkaMessage[]): Promise<boolean> {
    const { topic, partition } = payload.batch;
    const messages = piece.map((message) => consumedMessage(topic, partition, message));
    const { groupId, handle } = this.run;
    this.inFlight += messages.length;
    try {
      await withHeartbeats(
        () => payload.heartbeat(),
        () => handle({ groupId, topic, partition, messages }),
      );
      this.backOffs.succeeded(placeOf(payload.batch));
      return true;
    } catch (error) {
      this.rest({ topic, partition }, error);
      return false;
    } finally {
      this.inFlight -= messages.length;
    }
  }

  private rest(where: { topic: string; partition: number }, err: unknown): void {
    if (this.isStopping) return;
    const wake = () => {
      if (!this.isPaused) this.tell('resume', where.topic, [where.partition]);
    };
    const restMs = this.backOffs.failed(placeOf(where), wake);
    this.tell('pause', where.topic, [where.partition]);
    this.logger.warn({ err, ...where, restMs }, 'a batch failed and comes again');
  }

  private apply(order: 'pause' | 'resume', concerns: (place: string) => boolean): void {
    for (const [topic, partitions] of Object.entries(this.assignment)) {
      const concerned = partitions.filter((partition) => concerns(placeOf({ topic, partition })));
      this.tell(order, topic, concerned);
    }
  }

  private tell(order: 'pause' | 'resume', topic: string, partitions: number[]): void {
    try {
      this.consumer[order]([{ topic, partitions }]);
    } catch (err) {
      // Between a crash and its restart kafkajs has no group; `assigned` says it again.
      this.logger.debug({ err, topic, partitions }, `no consumer to ${order}`);
    }
  }
}

const placeOf = ({ topic, partition }: { topic: string; partition: number }) => `${topic}/${partition}`;

/** Commits, then moves on; were it the other way round a failed commit would not be repeated until the next batch. */
async function commit(payload: EachBatchPayload, piece: readonly KafkaMessage[]): Promise<void> {
  const { batch } = payload;
  const last = piece.at(-1);
  if (!last) return;
  // After the last message there may be control records, which are committed with it.
  const done = last === batch.messages.at(-1) ? batch.lastOffset() : last.offset;
  const partitions = [{ partition: batch.partition, offset: String(BigInt(done) + 1n) }];
  await payload.commitOffsetsIfNecessary({ topics: [{ topic: batch.topic, partitions }] });
  payload.resolveOffset(last.offset);
}
