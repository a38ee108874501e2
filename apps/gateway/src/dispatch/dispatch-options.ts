import type { KafkaSettings } from '@threadline/kafka';
import { inboundTopics, topic } from '@threadline/contracts';
import { setTimeout as sleep } from 'node:timers/promises';

/** How events are dispatched. A class, so that it can be injected. */
export class DispatchOptions {
  readonly kafka: KafkaSettings;
  readonly groupId: string;
  readonly topics: readonly string[];
  readonly deadLetterTopic: string;
  /** How many contacts' events are handled at the same time in this process; at most the pool of the database. */
  readonly concurrency: number;
  /** Waits between attempts at what failed. */
  readonly pause: (ms: number) => Promise<unknown>;

  constructor(given: Partial<DispatchOptions> & Pick<DispatchOptions, 'kafka'>) {
    this.kafka = given.kafka;
    this.groupId = given.groupId ?? 'threadline-dispatch';
    this.topics = given.topics ?? inboundTopics;
    this.deadLetterTopic = given.deadLetterTopic ?? topic.deadLetter;
    this.concurrency = given.concurrency ?? 16;
    this.pause = given.pause ?? sleep;
  }
}
