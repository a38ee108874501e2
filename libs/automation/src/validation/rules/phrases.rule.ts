import { exactPhrasesOf } from '../../matching/matches.js';
import { pointer } from '../problem.js';
import type { Rule } from './rule.js';

/** One exact phrase starts one automation, by one trigger. */
export const phrases: Rule = ({ triggers }, { phraseOwners }) => {
  const claimed = triggers.flatMap((trigger, index) =>
    trigger.type === 'customer_message' ? exactPhrasesOf(trigger.match).map((phrase) => ({ phrase, index })) : [],
  );
  return claimed.flatMap(({ phrase, index }, position) => {
    const earlier = claimed.findIndex((claim) => claim.phrase === phrase);
    const owner = phraseOwners.find((claim) => claim.phrase === phrase)?.automation;
    if (earlier === position && owner === undefined) return [];
    const message = owner === undefined ? `"${phrase}" is claimed twice here` : `"${phrase}" starts "${owner}" already`;
    const fix =
      owner === undefined ? 'Keep it in one place.' : `Choose another phrase, or take this one out of "${owner}".`;
    return [{ severity: 'error', code: 'phrase_claimed', path: pointer('triggers', index, 'match'), message, fix }];
  });
};
