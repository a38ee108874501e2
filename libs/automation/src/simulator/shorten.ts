const limits = { characters: 300, items: 20, depth: 4 };

/** A value as a timeline shows it: long texts, long lists and deep data are cut, so that no line outgrows the rest. */
export function shorten(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return shortText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= limits.depth) return '…';
  if (Array.isArray(value)) {
    const items = value.slice(0, limits.items).map((item) => shorten(item, depth + 1));
    return value.length > limits.items ? [...items, '…'] : items;
  }
  const fields = Object.entries(value);
  const shown = fields.slice(0, limits.items).map(([name, inner]) => [shortText(name), shorten(inner, depth + 1)]);
  return Object.fromEntries(fields.length > limits.items ? [...shown, ['…', fields.length - limits.items]] : shown);
}

/** A text of at most 300 characters. */
export const shortText = (text: string): string =>
  text.length > limits.characters ? `${text.slice(0, limits.characters)}…` : text;
