import { stepAt } from '../../engine/graph.js';
import { behaviourOf } from '../../steps/index.js';
import { pointer, type Problem } from '../problem.js';
import type { Rule } from './rule.js';

/** Every way out, and the start, leads to a step that exists. */
export const unknownTarget: Rule = (definition) => {
  const known = Object.keys(definition.steps);
  const problem = (path: string, to: string): Problem => ({
    severity: 'error',
    code: 'unknown_step',
    path,
    message: `there is no step "${to}"`,
    fix: known.length === 0 ? 'Add a step.' : `Point it to one of: ${known.slice(0, 10).join(', ')}; or to null.`,
  });
  const start = stepAt(definition, definition.start) ? [] : [problem('/start', definition.start)];
  const ways = Object.entries(definition.steps).flatMap(([stepId, step]) =>
    behaviourOf(step)
      .ways(step)
      .flatMap(({ at, to }) =>
        to === null || stepAt(definition, to) ? [] : [problem(pointer('steps', stepId, ...at), to)],
      ),
  );
  return [...start, ...ways];
};
