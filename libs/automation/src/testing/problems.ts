import type { Catalog } from '../validation/problem.js';
import { validate } from '../validation/validate.js';

/** What is wrong with a definition, a line each: code and JSON pointer. */
export const problemsOf = (definition: unknown, catalog: Partial<Catalog> = {}): string[] =>
  validate(definition, { templates: [], phraseOwners: [], ...catalog }).map(({ code, path }) => `${code} ${path}`);
