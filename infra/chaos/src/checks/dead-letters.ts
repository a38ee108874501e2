import type { Check } from '../evidence.js';

/** What is no event is a dead letter with its reason; nothing else is. */
export const deadLetters: Check = ({ deadLetters: letters, told }) => {
  const poison = new Set(told.poison);
  const found = new Set(letters.map(({ value }) => value));
  return [
    ...told.poison.filter((value) => !found.has(value)).map((value) => `"${value}" is no dead letter`),
    ...letters
      .filter(({ code, value }) => !poison.has(value) || code !== 'not_json')
      .map(({ code, reason, value }) => `a dead letter nobody expected (${code}, ${reason}): ${value.slice(0, 300)}`),
  ];
};
