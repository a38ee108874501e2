import { parseSimulation, simulate, type Problem, type SimulationResult } from '@threadline/automation';
import { parentPort } from 'node:worker_threads';

/** What the thread answers to a simulation as it was sent. */
export type SimulationAnswer = { ok: true; result: SimulationResult } | { ok: false; problems: Problem[] };

/** Shorter than what the API waits, so that a simulation that takes long still tells how far it came. */
const budgetMs = 2_000;

function answer(given: unknown): SimulationAnswer {
  const parsed = parseSimulation(given);
  if (!parsed.ok) return parsed;
  return { ok: true, result: simulate(parsed.simulation, { now: () => performance.now(), budgetMs }) };
}

parentPort?.on('message', (given: unknown) => parentPort?.postMessage(answer(given)));
parentPort?.postMessage('ready');
