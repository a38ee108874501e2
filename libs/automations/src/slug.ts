const longest = 50;

/** A name as part of ids that people read: lower-case ASCII letters and digits with hyphens, such as `abandoned-cart`. */
export function slugOf(name: string): string {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const words = plain.replace(/[^a-z0-9]+/g, '-').slice(0, longest);
  return words.replace(/^-+|-+$/g, '') || 'automation';
}

/** The slug of the first automation of a name, and of the others: with their number. */
export const numbered = (slug: string, number: number): string => (number === 1 ? slug : `${slug}-${number}`);
