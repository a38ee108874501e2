import { z } from 'zod';
import { Next } from '../language/ids.js';
import { defineStep, formsOf, stepBase, waysIn } from './define-step.js';
import { goTo } from './step-outcome.js';

const base = { ...stepBase, type: z.literal('add_operators'), next: Next };
const name = z.string().min(1).max(200);

const schema = formsOf(
  'add_operators',
  {
    operators: z.strictObject({ ...base, operators: z.array(name).min(1).max(50) }),
    team: z.strictObject({
      ...base,
      team: name,
      by: z.enum(['round_robin', 'least_busy']).default('round_robin').describe('Who of the team gets the chat.'),
    }),
  },
  { id: 'AddOperatorsStep', description: 'Assigns the chat to operators by name, or to one of a team.' },
);

/** Assigns the chat to operators by name, or to one of a team. */
export const addOperators = defineStep({
  kind: 'data',
  schema,

  begin(step) {
    const assignment =
      'team' in step
        ? ({ to: 'team', team: step.team, by: step.by } as const)
        : ({ to: 'operators', operators: step.operators } as const);
    const why =
      assignment.to === 'team' ? `to one of team ${assignment.team}` : `to ${assignment.operators.join(', ')}`;
    return goTo(step.next, {
      what: 'operators_assigned',
      why,
      saw: { ...assignment },
      changes: [{ kind: 'operators_assigned', assignment }],
    });
  },

  ways: (step) => waysIn(step, 'next'),
});
