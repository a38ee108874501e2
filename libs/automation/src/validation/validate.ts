import { AutomationDefinition } from '../language/definition.js';
import { pointer, type Catalog, type Problem } from './problem.js';

/** Everything that is wrong with a definition, errors first. Whatever is given, it never throws. */
export function validate(definition: unknown, _catalog: Catalog): Problem[] {
  const parsed = AutomationDefinition.safeParse(definition);
  if (parsed.success) return [];
  return parsed.error.issues.map(({ path, message }) => ({
    severity: 'error',
    code: 'schema',
    path: pointer(...path),
    message,
    fix: 'Correct the value.',
  }));
}
