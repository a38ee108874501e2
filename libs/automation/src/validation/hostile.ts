import { isPlainName } from '../language/ids.js';
import { pointer, type Problem } from './problem.js';

/** More than any automation needs; less than what would keep a process busy. */
const limits = { depth: 40, values: 20_000, characters: 500_000 };

interface Visit {
  value: unknown;
  path: readonly string[];
}

/**
 * What must not be looked at any further: data too deep or too large, or with names that reach a prototype. Walks with a stack
 * of its own, so that depth cannot exhaust the real one.
 */
export function hostileProblem(definition: unknown): Problem | undefined {
  const open: Visit[] = [{ value: definition, path: [] }];
  let values = 0;
  let characters = 0;
  for (let visit = open.pop(); visit; visit = open.pop()) {
    const { value, path } = visit;
    values += 1;
    if (typeof value === 'string') characters += value.length;
    if (values > limits.values || characters > limits.characters) return tooLarge();
    if (path.length > limits.depth) return tooDeep(path);
    if (typeof value !== 'object' || value === null) continue;
    for (const [name, inner] of Object.entries(value)) {
      if (!Array.isArray(value) && !isPlainName(name)) return reserved([...path, name]);
      characters += name.length;
      open.push({ value: inner, path: [...path, name] });
    }
  }
  return undefined;
}

const error = (code: string, path: string, words: { message: string; fix: string }): Problem => ({
  severity: 'error',
  code,
  path,
  ...words,
});

const tooLarge = () =>
  error('too_large', '', {
    message: `the definition has more than ${limits.values} values or ${limits.characters} characters`,
    fix: 'Split it into several automations that start each other.',
  });

const tooDeep = (path: readonly string[]) =>
  error('too_deep', pointer(...path.slice(0, 5)), {
    message: `values are nested more than ${limits.depth} deep`,
    fix: 'Flatten the conditions below this value.',
  });

const reserved = (path: readonly string[]) =>
  error('reserved_name', pointer(...path), {
    message: `"${path.at(-1)}" is a reserved name`,
    fix: 'Choose another name.',
  });
