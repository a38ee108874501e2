/** Emoji, skin tones, flags, keycaps and tags. What joins them is invisible, or marks like accents. */
const emoji = /\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}|\u{20E3}|[\u{E0020}-\u{E007F}]/gu;
/** Marks over letters of any script, and the vowel points of Arabic and Hebrew. The vowel signs of Indic scripts are letters and stay. */
const accents = /(?=\p{Script=Inherited}|\p{Script=Hebrew})\p{Mn}/gu;
const invisible = /\u{200B}|\u{200C}|\u{200D}|\u{2060}|\u{FEFF}/gu;

/**
 * A phrase as it is compared: trimmed, case folded, Unicode NFKC, without accents and emoji, inner white space made one space.
 * Phrases that differ only in these are the same phrase. A phrase of emoji alone keeps them.
 */
export function normalisePhrase(phrase: string): string {
  const plain = foldCase(phrase.normalize('NFKC')).normalize('NFKD').replace(accents, '').replace(invisible, '');
  return tidy(plain.replace(emoji, '')) || tidy(plain);
}

const tidy = (text: string) => text.normalize('NFKC').replace(/\s+/gu, ' ').trim();

/** Upper and then lower case folds what lower case alone keeps apart: `ß` and `SS`, final sigma. */
const foldCase = (text: string) => text.toUpperCase().toLowerCase().replaceAll('ς', 'σ');
