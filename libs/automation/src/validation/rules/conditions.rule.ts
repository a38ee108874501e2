import { stepAt, isSend } from '../../engine/graph.js';
import type { AutomationDefinition } from '../../language/definition.js';
import { leavesOf, type Leaf } from '../conditions-of.js';
import { pointer, type Problem } from '../problem.js';
import type { Rule } from './rule.js';

const roots = { event: ['type', 'data'], run: ['contact', 'trigger', 'run', 'results'] } as const;

/** Conditions read what exists. */
export const conditions: Rule = (definition) => leavesOf(definition).flatMap((found) => judge(found, definition));

function judge({ at, on, leaf }: Leaf, definition: AutomationDefinition): Problem[] {
  if ('message' in leaf) {
    const step = stepAt(definition, leaf.message.step);
    return step && isSend(step) ? [] : [error('unknown_step', [...at, 'message', 'step'], notASend(leaf.message.step))];
  }
  if (!('path' in leaf)) return [];
  return pathProblems(leaf.path, { at, on }, definition);
}

function pathProblems(path: string, { at, on }: Pick<Leaf, 'at' | 'on'>, definition: AutomationDefinition): Problem[] {
  const [root = '', name] = path.split('.');
  if (!(roots[on] as readonly string[]).includes(root)) {
    const fix = `Paths begin here with one of: ${roots[on].join(', ')}.`;
    return [error('unknown_path', [...at, 'path'], { message: `there is nothing at "${path}"`, fix })];
  }
  if (root !== 'results' || (name !== undefined && stepAt(definition, name))) return [];
  return [
    error('unknown_step', [...at, 'path'], {
      message: `there is no step "${name ?? ''}"`,
      fix: 'Name a step of this automation after "results".',
    }),
  ];
}

const notASend = (step: string) => ({
  message: `"${step}" is no step that sends`,
  fix: 'Name a step that sends a message.',
});

const error = (code: string, at: Leaf['at'], words: { message: string; fix: string }): Problem => ({
  severity: 'error',
  code,
  path: pointer(...at),
  ...words,
});
