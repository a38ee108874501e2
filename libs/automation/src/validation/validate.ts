import { AutomationDefinition } from '../language/definition.js';
import { hostileProblem } from './hostile.js';
import type { Catalog, Problem } from './problem.js';
import { rules } from './rules/index.js';
import { schemaProblems } from './schema-problems.js';

const nothing: Catalog = { templates: [], phraseOwners: [] };

/** A definition of the right shape, or what is wrong with it. */
export type Parsed = { ok: true; definition: AutomationDefinition } | { ok: false; problems: Problem[] };

/** Reads a definition from outside by its shape alone. Whatever is given, it never throws. */
export function parseDefinition(definition: unknown): Parsed {
  const hostile = hostileProblem(definition);
  if (hostile) return { ok: false, problems: [hostile] };
  const parsed = AutomationDefinition.safeParse(definition);
  if (!parsed.success) return { ok: false, problems: schemaProblems(parsed.error.issues) };
  return { ok: true, definition: parsed.data };
}

/**
 * Everything that is wrong with a definition, errors before warnings. Its shape is judged first; only a definition of the right
 * shape is judged by the rules across steps. Whatever is given, it never throws.
 */
export function validate(definition: unknown, catalog: Catalog = nothing): Problem[] {
  const parsed = parseDefinition(definition);
  if (!parsed.ok) return parsed.problems;
  const problems = rules.flatMap((rule) => rule(parsed.definition, catalog));
  return [...problems.filter(isError), ...problems.filter((problem) => !isError(problem))];
}

/** Whether a problem stops publishing. */
export const isError = ({ severity }: Problem): boolean => severity === 'error';
