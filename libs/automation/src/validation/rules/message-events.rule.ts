import { statusTold } from '../../engine/message-status.js';
import type { AutomationDefinition } from '../../language/definition.js';
import { pointer, type Problem } from '../problem.js';
import type { Rule } from './rule.js';

const isOfMessages = (type: string) => type.startsWith('message.');

/** Of the events of our own messages a run hears four statuses, and only while it waits for them. */
export const messageEvents: Rule = (definition) => [
  ...Object.entries(definition.steps).flatMap(([id, step]) =>
    step.type === 'wait_for' && isOfMessages(step.event) && statusTold(step.event) === undefined
      ? [
          problem(
            ['steps', id, 'event'],
            `no run hears of "${step.event}"`,
            'message.sent, message.delivered, message.read or message.failed',
          ),
        ]
      : [],
  ),
  ...endingsOf(definition).flatMap(({ on, at }) =>
    isOfMessages(on) ? [problem(at, `"${on}" ends no run`, 'a wait_for step that goes on to an exit step')] : [],
  ),
];

const endingsOf = ({ exits, goal, triggers }: AutomationDefinition): { on: string; at: (string | number)[] }[] => [
  ...exits.map(({ on }, index) => ({ on, at: ['exits', index, 'on'] })),
  ...(goal ? [{ on: goal.on, at: ['goal', 'on'] }] : []),
  ...triggers.flatMap((trigger, index) =>
    ('cancelOn' in trigger ? (trigger.cancelOn ?? []) : []).map((on, nth) => ({
      on,
      at: ['triggers', index, 'cancelOn', nth],
    })),
  ),
];

const problem = (at: (string | number)[], message: string, instead: string): Problem => ({
  severity: 'error',
  code: 'unheard_event',
  path: pointer(...at),
  message,
  fix: `Use ${instead}.`,
});
