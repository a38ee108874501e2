import { Injectable } from '@nestjs/common';
import { KafkaUnavailable } from '@threadline/kafka';
import {
  deadLettersPage,
  findDeadLetter,
  type DeadLetterContents,
  type DeadLetterDetails,
  type DeadLetterFilter,
  type Page,
  type PageRequest,
} from '@threadline/persistence';
import { DataSource } from 'typeorm';
import { DeadLetterNotFound, Replaying } from '../../dead-letters/replaying.js';
import { RequestProblem } from '../../http/problem.js';
import type { ReplayedDeadLetters } from './dead-letter.schemas.js';

/** Dead letters of a workspace. */
@Injectable()
export class DeadLettersService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly replaying: Replaying,
  ) {}

  list(filter: DeadLetterFilter, page: PageRequest): Promise<Page<DeadLetterDetails>> {
    return deadLettersPage(this.dataSource.manager, filter, page);
  }

  async get(workspaceId: string, id: string): Promise<DeadLetterDetails & DeadLetterContents> {
    const letter = await findDeadLetter(this.dataSource.manager, { workspaceId }, id);
    if (!letter) throw new DeadLetterNotFound(`There is no dead letter ${id}`);
    return letter;
  }

  async replay(workspaceId: string, id: string): Promise<DeadLetterDetails & DeadLetterContents> {
    await taken(this.replaying.one({ workspaceId }, id));
    return this.get(workspaceId, id);
  }

  async replayAll(filter: DeadLetterFilter, expected: number | undefined): Promise<ReplayedDeadLetters> {
    const matching = await this.replaying.count(filter);
    if (expected === undefined) return { matching, replayed: 0 };
    if (expected !== matching)
      throw new RequestProblem('dead_letters_changed', `There are ${matching} by now, not ${expected}: look again`);
    return { matching, replayed: await taken(this.replaying.all(filter)) };
  }
}

/** Kafka may be away: then nothing is lost, and the request may be made again. */
function taken<T>(replay: Promise<T>): Promise<T> {
  return replay.catch((error: unknown) => {
    if (error instanceof KafkaUnavailable)
      throw new RequestProblem('kafka_unavailable', 'Kafka does not take events now: try again in a moment');
    throw error;
  });
}
