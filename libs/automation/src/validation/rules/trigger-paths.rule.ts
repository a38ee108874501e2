import { keyPathOf } from '../../triggers/firing.js';
import { pointer } from '../problem.js';
import type { Rule } from './rule.js';

/** Where triggers look for a key or a time, an event has something. */
export const triggerPaths: Rule = ({ triggers }) =>
  triggers.flatMap((trigger, index) => {
    const when =
      'when' in trigger && typeof trigger.when === 'object' && 'of' in trigger.when ? trigger.when : undefined;
    const paths = [
      { at: ['key'], path: keyPathOf(trigger) },
      { at: ['when', 'of'], path: when?.of },
    ];
    return paths.flatMap(({ at, path }) =>
      path === undefined || path.startsWith('data.')
        ? []
        : [
            {
              severity: 'error',
              code: 'unknown_path',
              path: pointer('triggers', index, ...at),
              message: `an event has nothing at "${path}"`,
              fix: 'Begin the path with "data.", such as data.cartId.',
            },
          ],
    );
  });
