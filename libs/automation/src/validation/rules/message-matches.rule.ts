import type { AutomationDefinition } from '../../language/definition.js';
import type { MessageMatch } from '../../matching/message-match.js';
import { regexProblem } from '../../matching/regex.js';
import { pointer } from '../problem.js';
import type { Rule } from './rule.js';

/** Regular expressions on messages can be used. */
export const messageMatches: Rule = (definition) =>
  matchesOf(definition).flatMap(({ at, match }) => {
    const bad = typeof match === 'object' && 'regex' in match ? regexProblem(match.regex) : undefined;
    if (bad === undefined) return [];
    const fix = 'Write it in RE2 syntax: no look-around, no back references.';
    return [
      { severity: 'error', code: 'bad_regex', path: pointer(...at, 'regex'), message: `the expression ${bad}`, fix },
    ];
  });

interface Found {
  at: (string | number)[];
  match: MessageMatch;
}

function matchesOf({ triggers, steps }: AutomationDefinition): Found[] {
  return [
    ...triggers.flatMap((trigger, index): Found[] =>
      trigger.type === 'customer_message' ? [{ at: ['triggers', index, 'match'], match: trigger.match }] : [],
    ),
    ...Object.entries(steps).flatMap(([stepId, step]): Found[] =>
      step.type === 'customer_response'
        ? step.answers.map(({ match }, index) => ({ at: ['steps', stepId, 'answers', index, 'match'], match }))
        : [],
    ),
  ];
}
