import { parseJson } from '@threadline/contracts';
import { RequestProblem } from './problem.js';

/**
 * Reads a JSON body that can be worked with and stored. No body is undefined.
 * @throws {RequestProblem} saying what is wrong with it
 */
export function readJson(body: Buffer): unknown {
  if (body.length === 0) return undefined;
  const parsed = parseJson(body);
  if (!parsed.ok) throw new RequestProblem('invalid_json', `The body ${parsed.problem}`);
  return parsed.value;
}
