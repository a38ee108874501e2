import { stepsFrom } from '../../engine/graph.js';
import { pointer } from '../problem.js';
import type { Rule } from './rule.js';

/** Every step can be reached from the start. */
export const unreachableStep: Rule = (definition) => {
  const reached = stepsFrom(definition, definition.start);
  return Object.keys(definition.steps)
    .filter((stepId) => !reached.has(stepId))
    .map((stepId) => ({
      severity: 'error',
      code: 'unreachable_step',
      path: pointer('steps', stepId),
      message: `no way leads from the start to step "${stepId}"`,
      fix: 'Let a way out lead to it, or remove it.',
    }));
};
