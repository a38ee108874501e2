import { keyPathOf } from '../../triggers/firing.js';
import { pointer } from '../problem.js';
import type { Rule } from './rule.js';

/** When entry counts per key, every trigger says where its event names the key. */
export const missingKey: Rule = ({ entry, triggers }) =>
  entry.per !== 'key'
    ? []
    : triggers.flatMap((trigger, index) =>
        keyPathOf(trigger) !== undefined
          ? []
          : [
              {
                severity: 'error',
                code: 'missing_key',
                path: pointer('triggers', index),
                message: 'entry counts per key, and this trigger names none',
                fix: 'Add "key" to the trigger, such as data.cartId, or let entry count per contact.',
              },
            ],
      );
