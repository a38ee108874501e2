import { z } from 'zod';
import { RequestProblem } from '../../http/problem.js';

/**
 * What is read, unless the body lacks what its topic is about.
 * @throws {RequestProblem} naming the place
 */
export function legible<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    const [issue] = error.issues;
    throw new RequestProblem(
      'unreadable_webhook',
      `/${issue?.path.join('/') ?? ''} ${issue?.message ?? 'is not valid'}`,
    );
  }
}
