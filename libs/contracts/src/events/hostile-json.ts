/** A JSON text as a value, or what is wrong with it in one sentence. */
export type ParsedJson = { ok: true; value: unknown } | { ok: false; problem: string };

const maxDepth = 64;
const utf8 = new TextDecoder('utf-8', { fatal: true });
const code = (character: string): number => character.charCodeAt(0);
const [brace, bracket, endBrace, endBracket] = [code('{'), code('['), code('}'), code(']')];
const [quote, backslash] = [code('"'), code('\\')];

/**
 * Parses bytes whose sender may mean harm. Refused besides broken JSON are deep nesting, which overflows the stack of whoever
 * walks the value later, a field `__proto__`, which would change the object that copies it, and characters that
 * Postgres cannot store (https://www.postgresql.org/docs/18/datatype-json.html): U+0000 and halves of surrogate pairs.
 */
export function parseJson(bytes: Uint8Array): ParsedJson {
  const text = decode(bytes);
  if (text === undefined) return problem('is not UTF-8');
  if (mayNest(text) && isDeeperThan(maxDepth, bytes)) return problem(`is nested deeper than ${maxDepth} levels`);
  try {
    return mayHide(text) ? parseClosely(text) : { ok: true, value: JSON.parse(text) };
  } catch {
    return problem('is not JSON');
  }
}

const problem = (text: string): ParsedJson => ({ ok: false, problem: text });

function decode(bytes: Uint8Array): string | undefined {
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}

/** A quick look, so that most texts need no second one: without that many brackets nothing is nested deeper. */
const mayNest = (text: string): boolean => hasOver(maxDepth / 2, '{', text) || hasOver(maxDepth / 2, '[', text);

function hasOver(limit: number, bracket: string, text: string): boolean {
  let count = 0;
  for (let at = text.indexOf(bracket); at !== -1; at = text.indexOf(bracket, at + 1)) if (++count > limit) return true;
  return false;
}

/** Counts brackets outside strings; UTF-8 never uses their bytes for anything else. */
function isDeeperThan(limit: number, bytes: Uint8Array): boolean {
  let depth = 0;
  let isInString = false;
  for (let index = 0; index < bytes.length; index++) {
    const byte = bytes[index] ?? 0;
    if (byte === quote) isInString = !isInString;
    else if (isInString) index += byte === backslash ? 1 : 0;
    else if (byte === brace || byte === bracket) {
      if (++depth > limit) return true;
    } else if (byte === endBrace || byte === endBracket) depth--;
  }
  return false;
}

/** A quick look again: what is refused is either written out or needs an escape of these. */
const mayHide = (text: string): boolean =>
  text.includes('__proto__') || (text.includes('\\u') && /\\u(00[0-7]|d[89a-f])/i.test(text));

function parseClosely(text: string): ParsedJson {
  const problems: string[] = [];
  const value: unknown = JSON.parse(text, (key, inner: unknown) => {
    if (key === '__proto__') problems.push('has a field __proto__');
    if (!isStorable(key) || (typeof inner === 'string' && !isStorable(inner))) problems.push(unstorable);
    return inner;
  });
  return problems[0] === undefined ? { ok: true, value } : problem(problems[0]);
}

const unstorable = 'has a text with U+0000 or half a surrogate pair, which cannot be stored';
const isStorable = (text: string): boolean => !text.includes('\0') && !/\p{Surrogate}/u.test(text);
