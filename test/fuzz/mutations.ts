/** A number from 0 up to, but not including, `below`. */
export type Draw = (below: number) => number;

/** Draws that are the same for the same seed (mulberry32). */
export function drawsOf(seed: number): Draw {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

const oddTexts = [
  '',
  ' ',
  '\u0000',
  '\ud800',
  'x'.repeat(5_000),
  '-1',
  '1e400',
  '9'.repeat(30),
  '{{',
  '__proto__',
  '‮',
  '👋',
];
const oddNumbers = [0, -1, 1.5, 1e308, 2 ** 53, -(2 ** 31)];
const odd: readonly unknown[] = [null, true, [], {}, [[]], [null], { toString: 1 }, ...oddTexts, ...oddNumbers];

/** A copy: a later change must not reach into what others were given. */
const anOdd = (draw: Draw): unknown => structuredClone(odd[draw(odd.length)]);

/** The JSON of a value of which one to four places were changed, and of which now and then bytes were. */
export function mutate(value: unknown, draw: Draw): Buffer {
  const changed = structuredClone(value);
  for (let left = 1 + draw(4); left > 0; left--) changeSomewhere(changed, draw);
  const bytes = Buffer.from(JSON.stringify(changed));
  return draw(10) === 0 ? damaged(bytes, draw) : bytes;
}

function changeSomewhere(root: unknown, draw: Draw): void {
  const places = placesIn(root);
  const place = places[draw(places.length)];
  if (!place) return;
  const { holder, name } = place;
  const other = places[draw(places.length)];
  const ways = [
    () => delete holder[name],
    () => (holder[name] = anOdd(draw)),
    () => (holder[name] = other && structuredClone(other.holder[other.name])),
    () => (holder[name] = [holder[name], structuredClone(holder[name])]),
    () => (holder[`${name}_`] = anOdd(draw)),
  ];
  ways[draw(ways.length)]?.();
}

interface Place {
  holder: Record<string, unknown>;
  name: string;
}

function placesIn(value: unknown): Place[] {
  if (typeof value !== 'object' || value === null) return [];
  const holder = value as Record<string, unknown>;
  return Object.keys(holder).flatMap((name) => [{ holder, name }, ...placesIn(holder[name])]);
}

function damaged(bytes: Buffer, draw: Draw): Buffer {
  if (draw(2) === 0) return bytes.subarray(0, draw(bytes.length));
  bytes[draw(bytes.length)] = draw(256);
  return bytes;
}
