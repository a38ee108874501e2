/** A token of an expression that says how much there is to compile: quotes, classes, counts and groups must not be mistaken for others. */
const tokens =
  /\\Q[^]*?(?:\\E|$)|\\[pP](?:\{[^}]*\}|[^])?|\\x\{[^}]*\}|\\[^]|\[\^?\]?(?:\[:\^?\w+:\]|\\[^]|[^\]\\])*\]?|\{(\d+)(?:,(\d*))?\}|\(\?[a-zA-Z-]*:?|[^]/gu;
const foldsCase = /\(\?[a-zA-Z-]*i/;

/** In units of one character, which take some microseconds. Measured on what is dear: Unicode classes, most of all without regard to case. */
const weights = {
  expression: 20,
  structure: 8,
  optional: 2,
  unicode: 100,
  foldedUnicode: 600,
  foldedRange: 150,
  foldedWideRange: 5_000,
};

/** How much work it is to compile an expression, at most about: what repeats is compiled that many times. Linear in its length. */
export function regexWeight(expression: string): number {
  const isFolded = foldsCase.test(expression);
  const groups = [{ size: 0, last: 0 }];
  let group = groups[0] as { size: number; last: number };
  for (const [token, least, most] of expression.matchAll(tokens)) {
    if (least !== undefined) {
      const times = Math.max(Number(least), Number(most ?? 0), 1);
      const choices = most !== undefined && most !== least ? times * weights.optional : 0;
      group.size += group.last * (times - 1) + choices;
      group.last = group.last * times + choices;
    } else if (token.startsWith('(')) {
      group = { size: 0, last: 0 };
      groups.push(group);
    } else {
      const inner = token === ')' && groups.length > 1 ? groups.pop() : undefined;
      group = groups.at(-1) ?? group;
      group.last = inner ? inner.size + weights.structure : weightOf(token, isFolded);
      group.size += group.last;
    }
  }
  return groups.reduce((sum, { size }) => sum + size, weights.expression);
}

function weightOf(token: string, isFolded: boolean): number {
  if (token === '|' || token === ')') return weights.structure;
  const count = (part: RegExp) => token.match(part)?.length ?? 0;
  const unicode = count(/\\[pP]/g);
  if (!isFolded || !token.startsWith('[')) return token.length + unicode * weights.unicode;
  const ranges = count(/-(?=\\|[^\0-\x7f])/g) * weights.foldedRange;
  const wideRanges = count(/-(?:\\x\{[0-9a-fA-F]{4,}|[\u1000-\u{10ffff}])/gu) * weights.foldedWideRange;
  return token.length + unicode * weights.foldedUnicode + ranges + wideRanges;
}
