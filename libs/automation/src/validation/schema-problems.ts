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

/** A union without faults of its forms says that there is none for the value; else the faults of the closest form count. */
function unionProblems(issue: Extract<Issue, { code: 'invalid_union' }>, path: Path): Problem[] {
  if (issue.errors.length === 0 && 'discriminator' in issue) return [unknownType(path, optionsOf(issue))];
  const closest = [...issue.errors].sort((a, b) => distance(a) - distance(b))[0] ?? [];
  if (closest.length > 0 && distance(closest) < noForm) return closest.flatMap((inner) => problemsOf(inner, path));
  return [wrong('invalid_form', path, 'the value has none of the forms that are allowed here')];
}

const optionsOf = (issue: object) => ('options' in issue && Array.isArray(issue.options) ? issue.options : []);
const noForm = 100;

/** How far a value is from a form: a wrong kind of value is far, a fault inside it is near. */
const distance = (issues: readonly Issue[]) =>
  issues.reduce(
    (sum, issue) => sum + (issue.path.length === 0 && !isUnrecognized(issue) && !isFormat(issue) ? noForm : 1),
    0,
  );

const isFormat = ({ code }: Issue) =>
  code === 'custom' || code === 'invalid_format' || code === 'too_small' || code === 'too_big';
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
