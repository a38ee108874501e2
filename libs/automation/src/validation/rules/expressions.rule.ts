import type { AutomationDefinition } from '../../language/definition.js';
import { regexWeight } from '../../matching/regex-weight.js';
import { regexProblem } from '../../matching/regex.js';
import { leavesOf } from '../conditions-of.js';
import { pointer, type Problem } from '../problem.js';
import type { Rule } from './rule.js';

/** Of all expressions together: more than a hundred usual ones. What weighs more would keep a process busy for longer than it may be. */
const maxWeight = 12_000;
const maxLength = 500;

/** Regular expressions on messages and in conditions can be used, and are not too much to compile. */
export const expressions: Rule = (definition) => {
  const problems: Problem[] = [];
  const judged = new Map<string, string | undefined>();
  let weight = 0;
  for (const { at, expression } of [...inMatches(definition), ...inConditions(definition)]) {
    if (!judged.has(expression)) {
      if (expression.length <= maxLength) weight += regexWeight(expression);
      if (weight > maxWeight) return [...problems, tooMany(at)];
      judged.set(expression, problemOf(expression));
    }
    const bad = judged.get(expression);
    if (bad !== undefined) problems.push(badRegex(at, bad));
  }
  return problems;
};

interface Found {
  at: readonly (string | number)[];
  expression: string;
}

const problemOf = (expression: string): string | undefined =>
  expression.length > maxLength ? `is longer than ${maxLength} characters` : regexProblem(expression);

function inMatches({ triggers, steps }: AutomationDefinition): Found[] {
  const found = [
    ...triggers.flatMap((trigger, index) =>
      trigger.type === 'customer_message' ? [{ at: ['triggers', index, 'match'], match: trigger.match }] : [],
    ),
    ...Object.entries(steps).flatMap(([stepId, step]) =>
      step.type === 'customer_response'
        ? step.answers.map(({ match }, index) => ({ at: ['steps', stepId, 'answers', index, 'match'], match }))
        : [],
    ),
  ];
  return found.flatMap(({ at, match }) =>
    typeof match === 'object' && 'regex' in match ? [{ at: [...at, 'regex'], expression: match.regex }] : [],
  );
}

const inConditions = (definition: AutomationDefinition): Found[] =>
  leavesOf(definition).flatMap(({ at, leaf }) =>
    'path' in leaf && leaf.op === 'matches' ? [{ at: [...at, 'value'], expression: String(leaf.value) }] : [],
  );

const badRegex = (at: Found['at'], bad: string): Problem => ({
  severity: 'error',
  code: 'bad_regex',
  path: pointer(...at),
  message: `the expression ${bad}`,
  fix: 'Write it in RE2 syntax: no look-around, no back references.',
});

const tooMany = (at: Found['at']): Problem => ({
  severity: 'error',
  code: 'too_many_expressions',
  path: pointer(...at),
  message: 'from here on the regular expressions are too many, or repeat too much',
  fix: 'Use fewer or simpler ones: lower counts in braces, "contains" for words, several automations.',
});
