import { RunState } from './run-state.js';

/**
 * Reads a stored state of any shape that was ever released.
 * @throws ZodError when it is none of them
 */
export function upcastState(stored: unknown): RunState {
  return RunState.parse(stored);
}
