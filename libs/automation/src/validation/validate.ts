import { AutomationDefinition } from '../language/definition.js';
import { hostileProblem } from './hostile.js';
import type { Catalog, Problem } from './problem.js';
import { rules } from './rules/index.js';
import { schemaProblems } from './schema-problems.js';

const nothing: Catalog = { templates: [], phraseOwners: [] };

/**
 * Everything that is wrong with a definition, errors before warnings. Its shape is judged first; only a definition of the right
 * shape is judged by the rules across steps. Whatever is given, it never throws.
 */
export function validate(definition: unknown, catalog: Catalog = nothing): Problem[] {
  const hostile = hostileProblem(definition);
  if (hostile) return [hostile];
  const parsed = AutomationDefinition.safeParse(definition);
  if (!parsed.success) return schemaProblems(parsed.error.issues);
  const problems = rules.flatMap((rule) => rule(parsed.data, catalog));
  return [...problems.filter(isError), ...problems.filter((problem) => !isError(problem))];
}

/** Whether a problem stops publishing. */
export const isError = ({ severity }: Problem): boolean => severity === 'error';
