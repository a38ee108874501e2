import fc, { type Arbitrary } from 'fast-check';
import type { ApiDocument, Schema } from './document.js';

/** Below this, only what must be there is made: conditions hold conditions. */
const deepest = 5;

/** What no generator makes of its pattern: looking ahead is beyond it. */
const durations = fc.constantFrom('PT1H', 'P1D', 'P1Y2M', 'PT0S', 'P99999Y', 'P1W');
/** The document can only say that it is a text. */
const zones = fc.oneof(fc.constantFrom('Europe/Rome', 'UTC', 'Asia/Kathmandu'), fc.string());
const formats: Readonly<Record<string, Arbitrary<string>>> = {
  uuid: fc.uuid(),
  email: fc.emailAddress().map((address) => address.slice(-60)),
  uri: fc.webUrl({ withQueryParameters: true }),
  date: fc.constantFrom('2026-03-02', '2024-02-29', '9999-12-31'),
  'date-time': fc.constantFrom('2026-03-02T10:00:00Z', '1970-01-01T00:00:00+01:00', '9999-12-31T23:59:59.999Z'),
};

/** Values that a schema of the document takes, as far as schemas can say. */
export class Values {
  private readonly heights = new Map<string, number>();

  constructor(private readonly document: ApiDocument) {}

  /** The same of a body, and the one that the document shows for it. */
  ofBody(schema: Schema): Arbitrary<unknown> {
    const { example } = this.document.resolved(schema);
    return example === undefined ? this.of(schema) : fc.oneof(fc.constant(example), this.of(schema));
  }

  /** Made only when it is drawn: written out, the schemas of conditions within steps would never end. */
  of(schema: Schema, depth = 0): Arbitrary<unknown> {
    return fc.constant(undefined).chain(() => this.drawn(schema, depth));
  }

  private drawn(schema: Schema, depth: number): Arbitrary<unknown> {
    if ((schema.$ref ?? schema.allOf?.[0]?.$ref)?.endsWith('/TimeZone')) return zones;
    const value = this.ofOwn(this.flat(schema), depth);
    return schema.nullable === true ? fc.oneof({ weight: 4, arbitrary: value }, fc.constant(null)) : value;
  }

  private ofOwn(schema: Schema, depth: number): Arbitrary<unknown> {
    const { oneOf, anyOf = oneOf, ...rest } = schema;
    if (anyOf) return this.ofAny(anyOf, rest, depth);
    if (schema.enum) return fc.constantFrom(...schema.enum);
    switch (schema.type) {
      case 'object':
        return this.ofObject(schema, depth);
      case 'array':
        return this.ofArray(schema, depth);
      case 'string':
        return ofString(schema);
      case 'integer':
        return fc.integer({ min: schema.minimum ?? -(2 ** 31), max: schema.maximum ?? 2 ** 31 });
      case 'number':
        return fc.double({ min: schema.minimum ?? -1e9, max: schema.maximum ?? 1e9, noNaN: true });
      case 'boolean':
        return fc.boolean();
      default:
        return anything;
    }
  }

  /** Deep down the simplest alternative only. Alternatives may only say what else the schema around them requires. */
  private ofAny(alternatives: readonly Schema[], rest: Schema, depth: number): Arbitrary<unknown> {
    const some = depth < deepest ? alternatives : [this.simplestOf(alternatives)];
    return fc.oneof(
      ...some.map((alternative) => {
        const { required = [], ...own } = this.flat(alternative);
        return this.of({ ...rest, ...own, required: [...(rest.required ?? []), ...required] }, depth + 1);
      }),
    );
  }

  private ofObject(schema: Schema, depth: number): Arbitrary<unknown> {
    const { properties = {}, required = [], additionalProperties } = schema;
    const names = Object.keys(properties).filter((name) => depth < deepest || required.includes(name));
    const fields = Object.fromEntries(names.map((name) => [name, this.of(properties[name] ?? {}, depth + 1)]));
    const known = fc.record(fields, { requiredKeys: required.filter((name) => names.includes(name)) });
    if (typeof additionalProperties !== 'object' || depth >= deepest) return known;
    const name = fc.constantFrom('a', 'one', 'mon', 'step-1', 'BODY', 'utility');
    const more = fc.dictionary(name, this.of(additionalProperties, depth + 1), { maxKeys: 3 });
    return fc.tuple(more, known).map(([one, other]) => ({ ...one, ...other }));
  }

  private ofArray({ items = {}, minItems = 0, maxItems = 4 }: Schema, depth: number): Arbitrary<unknown> {
    const most = depth < deepest ? Math.max(minItems, Math.min(maxItems, 3)) : minItems;
    return fc.array(this.of(items, depth + 1), { minLength: minItems, maxLength: most });
  }

  private simplestOf(alternatives: readonly Schema[]): Schema {
    const heights = alternatives.map((alternative) => this.heightOf(alternative));
    return alternatives[heights.indexOf(Math.min(...heights))] ?? {};
  }

  /** How deep the simplest value of a schema is. While it is being found out, what holds itself is no way to it. */
  private heightOf(schema: Schema): number {
    const name = schema.$ref ?? schema.allOf?.[0]?.$ref;
    if (name === undefined) return this.heightOfOwn(this.flat(schema));
    const known = this.heights.get(name);
    if (known !== undefined) return known;
    this.heights.set(name, Infinity);
    this.heights.set(name, this.heightOfOwn(this.flat(schema)));
    return this.heights.get(name) ?? Infinity;
  }

  private heightOfOwn({
    anyOf,
    oneOf = anyOf,
    properties = {},
    required = [],
    items = {},
    minItems = 0,
  }: Schema): number {
    const inner = (part: Schema) => this.heightOf(part);
    if (oneOf) return Math.min(...oneOf.map(inner));
    if (minItems > 0) return 1 + inner(items);
    return 1 + Math.max(0, ...required.map((name) => inner(properties[name] ?? {})));
  }

  /** Without references and `allOf` at its top; what stands outside of them counts. */
  private flat(schema: Schema): Schema {
    const { allOf = [], ...own } = this.document.resolved(schema);
    return Object.assign({}, ...allOf.map((part) => this.flat(part)), own) as Schema;
  }
}

const anything: Arbitrary<unknown> = fc.jsonValue({ maxDepth: 2 });

/** Texts of a pattern may be longer or shorter than the schema has them: then they are good for nothing but being refused. */
function ofString({ pattern, format, minLength = 0, maxLength = 200 }: Schema): Arbitrary<unknown> {
  const most = Math.min(maxLength, Math.max(minLength, 200));
  if (pattern?.includes('(?')) return pattern.startsWith('^P') ? durations : fc.stringMatching(/^[a-z]{2,8}$/);
  if (pattern !== undefined)
    return fc
      .stringMatching(new RegExp(pattern))
      .map((text) => (text.length < minLength ? text.repeat(minLength) : text).slice(0, most));
  const formatted = format === undefined ? undefined : formats[format];
  return formatted ?? fc.string({ minLength, maxLength: most, unit: 'grapheme' });
}

const odd = fc.constantFrom<unknown>(
  null,
  true,
  [],
  {},
  '',
  ' ',
  '__proto__',
  '{{',
  '{% if',
  '(a+)+$',
  '9'.repeat(30),
  'x'.repeat(5_000),
  -1,
  1.5,
  1e308,
  2 ** 53,
);

/** A value with one place changed: left out, replaced, doubled, or with something beside it. */
export const spoilt = (value: Arbitrary<unknown>): Arbitrary<unknown> =>
  fc.tuple(value, fc.nat(), fc.nat(3), odd).map(([good, at, how, other]) => {
    const copy = structuredClone(good);
    const places = placesIn(copy);
    const place = places[at % Math.max(places.length, 1)];
    if (!place) return other;
    const [holder, name] = place;
    if (how === 0) delete holder[name];
    else if (how === 1) holder[name] = other;
    else if (how === 2) holder[name] = [structuredClone(holder[name])];
    else holder[`${name}_`] = other;
    return copy;
  });

type Place = readonly [holder: Record<string, unknown>, name: string];

const placesIn = (value: unknown): Place[] =>
  typeof value !== 'object' || value === null
    ? []
    : Object.keys(value).flatMap((name): Place[] => {
        const holder = value as Record<string, unknown>;
        return [[holder, name], ...placesIn(holder[name])];
      });
