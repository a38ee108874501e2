/** What may stand in no history, log or metric. */
export interface PersonalData {
  /** E.164 form; any spelling counts. */
  readonly phones: readonly string[];
  /** Names, what people wrote or read, and secrets; case does not count. */
  readonly texts: readonly string[];
}

const base64 = /[A-Za-z0-9+/_-]{12,}={0,2}/g;
const percent = /(?:%[0-9a-f]{2})+/gi;
const separators = /[\s().+/-]/g;
const subscriberDigits = 9;

/** Where personal data stands in a value, at any depth and in any encoding of ours: one line each, with what stands around it. */
export function leaksIn(value: unknown, { phones, texts }: PersonalData): string[] {
  const wanted = texts.map((text) => text.toLowerCase());
  const numbers = phones.map((phone) => phone.slice(-subscriberDigits));
  return [...textsIn(value)].flatMap((text) => {
    const folded = text.toLowerCase();
    const digits = text.replaceAll(separators, '');
    const found = [...wanted.filter((one) => folded.includes(one)), ...numbers.filter((one) => digits.includes(one))];
    return found.map((one) => `"${one}" in ${text.slice(0, 200)}`);
  });
}

/** Every text in a value: names and values of properties, bytes read as text, and what base64 or an address in any of them stands for. */
export function* textsIn(value: unknown): Generator<string> {
  if (typeof value === 'string') {
    yield value;
    if (value.includes('%'))
      yield value.replaceAll(percent, (escaped) => Buffer.from(escaped.replaceAll('%', ''), 'hex').toString());
    for (const [encoded] of value.matchAll(base64)) yield Buffer.from(encoded, 'base64').toString('utf8');
  } else if (value instanceof Uint8Array) {
    yield* textsIn(Buffer.from(value).toString('utf8'));
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, inner] of Object.entries(value)) {
      yield name;
      yield* textsIn(inner);
    }
  }
}
