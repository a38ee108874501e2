import { Injectable } from '@nestjs/common';
import { idempotencyKeysKeptMs, keepAnswer, releaseKey, takeKey, type KeyedRequest } from '@threadline/persistence';
import { DataSource } from 'typeorm';
import { RequestProblem } from '../http/problem.js';

/** What a write was answered. */
export interface Answer {
  status: number;
  body: unknown;
}

/** No request takes this long; one that seems to was broken off by a crash and may be made again. */
const brokenOffAfterMs = 60 * 1_000;

/** Remembers what writes under a client's key were answered, so that repeating one changes nothing. */
@Injectable()
export class IdempotentWrites {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * The answer the same request got before; undefined when it is now this caller's to make.
   * @throws {RequestProblem} when the key was used for another request, or the first one is still under way
   */
  async begin(request: KeyedRequest): Promise<Answer | undefined> {
    const use = await takeKey(this.dataSource.manager, request, { keptForMs: idempotencyKeysKeptMs, brokenOffAfterMs });
    if (!use) return undefined;
    if (!use.requestHash.equals(request.requestHash))
      throw new RequestProblem('idempotency_key_reused', 'Use a new Idempotency-Key for a new request');
    if (!use.answer) throw new RequestProblem('request_in_progress', 'Ask again in a moment, with the same key');
    return use.answer;
  }

  /** Keeps an answer, unless it is a failure of ours that a repetition may cure. */
  async end(request: KeyedRequest, answer: Answer): Promise<void> {
    const tx = this.dataSource.manager;
    await (answer.status >= 500 ? releaseKey(tx, request) : keepAnswer(tx, request, answer));
  }
}
