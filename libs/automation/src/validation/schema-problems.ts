import type { z } from 'zod';
import { pointer, type Problem } from './problem.js';

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

const maxProblems = 100;
const waysOut = new Set(['next', 'otherwise', 'timeout', 'then']);

/** What a schema says against a definition, in words for its author. */
export function schemaProblems(issues: readonly Issue[]): Problem[] {
  return issues.flatMap((issue) => problemsOf(issue, [])).slice(0, maxProblems);
}

function problemsOf(issue: Issue, above: Path): Problem[] {
  const path = [...above, ...issue.path];
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey([...path, key]));
  if (issue.code === 'invalid_union') return unionProblems(issue, path);
  if (issue.code === 'invalid_key') return [wrong('invalid_name', path, issue.issues[0]?.message ?? issue.message)];
  if (issue.code !== 'invalid_type') return [wrong('invalid_value', path, issue.message)];
  return [isMissing(issue) ? missing(path) : wrong('invalid_type', path, `expected ${issue.expected}`)];
}

/** The faults of the one form the author meant; when that is not clear, only that none fits. */
function unionProblems(issue: Extract<Issue, { code: 'invalid_union' }>, path: Path): Problem[] {
  if (issue.errors.length === 0)
    return [unknownType(path, 'options' in issue && Array.isArray(issue.options) ? issue.options : [])];
  const closest = [...issue.errors].sort((a, b) => distance(a) - distance(b))[0] ?? [];
  if (isClose(closest)) return closest.flatMap((inner) => problemsOf(inner, path));
  return [wrong('invalid_form', path, 'the value has none of the forms that are allowed here')];
}

/** A value is close to a form when its faults are inside its fields, or it only has fields too many. */
const isClose = (issues: readonly Issue[]) =>
  issues.every(isUnrecognized) || issues.every((issue) => issue.path.length > 0 && !isMissing(issue));

/** How far a value is from a form: fields that are missing or too many tell forms apart, faults inside a field do not. */
const distance = (issues: readonly Issue[]) =>
  issues.reduce(
    (sum, issue) => sum + (isMissing(issue) || isUnrecognized(issue) ? 10 : issue.path.length === 0 ? 100 : 1),
    0,
  );

const isUnrecognized = (issue: Issue) => issue.code === 'unrecognized_keys';
const isMissing = (issue: Issue) => issue.code === 'invalid_type' && /received undefined/.test(issue.message);

function missing(path: Path): Problem {
  const name = String(path.at(-1));
  if (waysOut.has(name)) {
    return error('dangling', path, {
      message: `the way out "${name}" leads nowhere`,
      fix: 'Give it a step id, or null when this path ends here.',
    });
  }
  return error('missing', path, { message: `"${name}" is missing`, fix: `Add "${name}".` });
}

const unknownKey = (path: Path): Problem =>
  error('unknown_key', path, {
    message: `"${String(path.at(-1))}" is not known here`,
    fix: 'Remove it, or correct its spelling.',
  });

const unknownType = (path: Path, types: readonly unknown[]): Problem =>
  error('unknown_type', path, {
    message: `there is no such type${path[0] === 'steps' ? ' of step' : path[0] === 'triggers' ? ' of trigger' : ''}`,
    fix: `Use one of: ${types.join(', ')}.`,
  });

const wrong = (code: string, path: Path, message: string): Problem =>
  error(code, path, { message, fix: 'Correct the value.' });

const error = (code: string, path: Path, words: { message: string; fix: string }): Problem => ({
  severity: 'error',
  code,
  path: pointer(...path),
  ...words,
});
