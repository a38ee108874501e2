import { pointer } from '../problem.js';
import type { Rule } from './rule.js';

/** Trigger ids are unique: runs remember by which they were started. */
export const duplicateTrigger: Rule = ({ triggers }) =>
  triggers.flatMap(({ id }, index) => {
    const first = triggers.findIndex((trigger) => trigger.id === id);
    if (first === index) return [];
    return [
      {
        severity: 'error',
        code: 'duplicate_trigger',
        path: pointer('triggers', index, 'id'),
        message: `trigger ${first + 1} has the id "${id}" too`,
        fix: 'Give each trigger an id of its own.',
      },
    ];
  });
