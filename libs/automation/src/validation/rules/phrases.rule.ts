import { exactPhrasesOf } from '../../matching/matches.js';
import { pointer, type Problem } from '../problem.js';
import type { Rule } from './rule.js';

/** A phrase on a number; without a number on all. */
interface Claim {
  phrase: string;
  number?: string | undefined;
}

/** One exact phrase starts one automation on a number, by one trigger. */
export const phrases: Rule = ({ triggers }, { phraseOwners }) => {
  const claimed = triggers.flatMap((trigger, index) =>
    trigger.type === 'customer_message'
      ? exactPhrasesOf(trigger.match).map((phrase) => ({ phrase, number: trigger.number, index }))
      : [],
  );
  return claimed.flatMap((claim, position): Problem[] => {
    const isEarliest = claimed.findIndex((other) => meets(other, claim)) === position;
    const owner = phraseOwners.find((other) => meets(other, claim))?.automation;
    if (isEarliest && owner === undefined) return [];
    const { phrase, index } = claim;
    const message = owner === undefined ? `"${phrase}" is claimed twice here` : `"${phrase}" starts "${owner}" already`;
    const fix =
      owner === undefined ? 'Keep it in one place.' : `Choose another phrase, or take this one out of "${owner}".`;
    return [{ severity: 'error', code: 'phrase_claimed', path: pointer('triggers', index, 'match'), message, fix }];
  });
};

const meets = (one: Claim, other: Claim): boolean =>
  one.phrase === other.phrase &&
  (one.number === undefined || other.number === undefined || one.number === other.number);
