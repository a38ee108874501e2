import { hostileProblem } from '../validation/hostile.js';
import type { Problem } from '../validation/problem.js';
import { schemaProblems } from '../validation/schema-problems.js';
import { isError, parseDefinition, validate } from '../validation/validate.js';
import { Simulation, SimulationScript } from './simulation.js';

/** The largest simulation that is read, as JSON. */
export const maxSimulationCharacters = 256 * 1_024;

/** A simulation of the right shape, or everything that is wrong with it, with JSON pointers into it. */
export type ParsedSimulation = { ok: true; simulation: Simulation } | { ok: false; problems: Problem[] };

/** Reads a simulation from outside. One whose definition has errors is refused with them. Whatever is given, it never throws. */
export function parseSimulation(given: unknown): ParsedSimulation {
  const hostile = hostileProblem(given) ?? sizeProblem(given);
  if (hostile) return { ok: false, problems: [hostile] };
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return { ok: false, problems: [noObject] };
  const { definition, ...script } = given as Record<string, unknown>;
  const parsed = SimulationScript.safeParse(script);
  const problems = parsed.success ? [] : schemaProblems(parsed.error.issues);
  const read = definition === undefined ? missing : readDefinition(definition);
  if (!parsed.success || !read.ok) return { ok: false, problems: [...problems, ...(read.ok ? [] : read.problems)] };
  return { ok: true, simulation: { ...parsed.data, definition: read.definition } };
}

function readDefinition(given: unknown): ReturnType<typeof parseDefinition> {
  const errors = validate(given).filter(isError);
  const problems = errors.map((problem) => ({ ...problem, path: `/definition${problem.path}` }));
  return problems.length > 0 ? { ok: false, problems } : parseDefinition(given);
}

const error = (code: string, path: string, words: { message: string; fix: string }): Problem => ({
  severity: 'error',
  code,
  path,
  ...words,
});

const noObject = error('invalid_type', '', { message: 'a simulation is an object', fix: 'See the schema Simulation.' });
const missing = {
  ok: false as const,
  problems: [error('missing', '/definition', { message: '"definition" is missing', fix: 'Add "definition".' })],
};

const sizeProblem = (given: unknown): Problem | undefined =>
  JSON.stringify(given ?? null).length <= maxSimulationCharacters
    ? undefined
    : error('too_large', '', {
        message: `the simulation has more than ${maxSimulationCharacters} characters`,
        fix: 'Simulate less of it at once.',
      });
