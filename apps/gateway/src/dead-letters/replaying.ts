import type { KafkaProducer } from '@threadline/kafka';
import {
  countDeadLetters,
  findDeadLetter,
  markReplayed,
  replayableAfter,
  type DeadLetterContents,
  type DeadLetterDetails,
  type DeadLetterFilter,
} from '@threadline/persistence';
import type { Clock } from '@threadline/platform';
import type { DataSource } from 'typeorm';

/** There is no such dead letter, or it is another workspace's. */
export class DeadLetterNotFound extends Error {
  readonly code = 'dead_letter_not_found';
}

/** Only the beginning of the message was kept, since it was too large. */
export class DeadLetterCut extends Error {
  readonly code = 'dead_letter_cut';
}

type Letter = DeadLetterDetails & DeadLetterContents;

const lettersAtOnce = 50;

/**
 * Sends dead letters again: the same bytes, key and headers to the topic they came from. An event that was handled meanwhile
 * is recognised by its id and changes nothing, so a replay may be repeated; one that fails again is a new dead letter.
 */
export class Replaying {
  constructor(
    private readonly dataSource: DataSource,
    private readonly producer: Pick<KafkaProducer, 'send'>,
    private readonly clock: Clock,
  ) {}

  /** @throws {DeadLetterNotFound} @throws {DeadLetterCut} */
  async one(owner: Pick<DeadLetterFilter, 'workspaceId'>, id: string): Promise<void> {
    const letter = await findDeadLetter(this.dataSource.manager, owner, id);
    if (!letter) throw new DeadLetterNotFound(`There is no dead letter ${id}`);
    if (letter.isCut) throw new DeadLetterCut('The message was too large to be kept as a whole');
    await this.send([letter]);
  }

  count(filter: DeadLetterFilter): Promise<number> {
    return countDeadLetters(this.dataSource.manager, filter);
  }

  /** Sends all that match, in the order in which they were first sent. Gives how many; those that were cut are left out. */
  async all(filter: DeadLetterFilter): Promise<number> {
    let sent = 0;
    for (let after: Letter | undefined; ;) {
      const letters = await replayableAfter(this.dataSource.manager, filter, { after, limit: lettersAtOnce });
      await this.send(letters);
      sent += letters.length;
      after = letters.at(-1);
      if (letters.length < lettersAtOnce) return sent;
    }
  }

  private async send(letters: readonly Letter[]): Promise<void> {
    for (const [topic, those] of byTopic(letters)) {
      await this.producer.send(
        topic,
        those.map(({ key, value, headers }) => ({ key, value, headers: decoded(headers) })),
      );
    }
    await markReplayed(
      this.dataSource.manager,
      letters.map(({ id }) => id),
      this.clock.now(),
    );
  }
}

function byTopic(letters: readonly Letter[]): Map<string, Letter[]> {
  const topics = new Map<string, Letter[]>();
  for (const letter of letters) topics.set(letter.topic, [...(topics.get(letter.topic) ?? []), letter]);
  return topics;
}

const decoded = (headers: Record<string, string>): Record<string, Buffer> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, Buffer.from(value, 'base64')]));
