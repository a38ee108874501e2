import { expect, it } from '@jest/globals';
import { normalisePhrase } from './normalise.js';

it.each([
  ['  Ciao   Mondo ', 'ciao mondo'],
  ['PERCHÉ', 'perche'],
  ['Straße', 'strasse'],
  ['ΟΔΟΣ', 'οδοσ'],
  ['ｆｕｌｌ　ｗｉｄｔｈ', 'full width'],
  ['ﬁnance', 'finance'],
  ['yes 👍🏽', 'yes'],
  ['👨‍👩‍👧 family', 'family'],
  ['1️⃣', '1'],
  ['🇮🇹', '🇮🇹'],
  ['a\u200Bb', 'ab'],
  ['हाँ', 'हाँ'.normalize('NFKC')],
  ['مَرْحَبًا', 'مرحبا'],
  ['', ''],
])('%j is compared as %j', (phrase, normalised) => {
  expect(normalisePhrase(phrase)).toBe(normalised);
});

it('normalising twice changes nothing', () => {
  for (const phrase of ['İstanbul', 'ǅ', 'ß👍', 'é́', '👍🏽 ok']) {
    expect(normalisePhrase(normalisePhrase(phrase))).toBe(normalisePhrase(phrase));
  }
});
