import { isDeepStrictEqual } from 'node:util';
import type { Direction, EventDocument, EventMessage, Schema } from './event-document.js';

/** One schema or value in both documents, with its place for people. */
interface Pair {
  readonly before: Schema;
  readonly after: Schema;
  readonly at: string;
}

/**
 * What producers and consumers that rely on `before` can not rely on in `after`, a line for each, with its place. Empty when
 * `after` only adds: events, fields that may be absent, values, and more room in what is received.
 */
export function breakingChanges(before: EventDocument, after: EventDocument): string[] {
  const topics = Object.entries(before.channels)
    .filter(([channel, { address }]) => after.channels[channel]?.address !== address)
    .map(([channel, { address }]) => `channel ${channel}: the topic ${address} is gone`);
  const messages = Object.entries(before.operations).flatMap(([operation, { action, messages: had }]) => {
    const has = new Set(after.operations[operation]?.messages.map(({ $ref }) => $ref));
    return had.flatMap(({ $ref }) => {
      const id = $ref.slice($ref.lastIndexOf('/') + 1);
      const [old, now] = [before.components.messages[id], after.components.messages[id]];
      if (!old || !now || !has.has($ref)) return [`${operation}: the event ${id} is gone`];
      return new Comparison(action, before, after).ofMessages(id, old, now);
    });
  });
  return [...topics, ...messages];
}

/** Words for people: they may change. */
const words: readonly string[] = ['description', 'title', 'examples', 'default', 'deprecated'];
/** What is compared in its own way; `$ref` and `allOf` are flattened. */
const structure: readonly string[] = [
  'properties',
  'required',
  'enum',
  'const',
  'anyOf',
  'oneOf',
  'items',
  'additionalProperties',
];
/** Limits, and the sign of a change that gives more room. */
const limits: Readonly<Record<string, 1 | -1>> = {
  maxLength: 1,
  maxItems: 1,
  maximum: 1,
  exclusiveMaximum: 1,
  minLength: -1,
  minItems: -1,
  minimum: -1,
  exclusiveMinimum: -1,
};

class Comparison {
  constructor(
    private readonly direction: Direction,
    private readonly documentBefore: EventDocument,
    private readonly documentAfter: EventDocument,
  ) {}

  ofMessages(id: string, before: EventMessage, after: EventMessage): string[] {
    return [
      ...this.ofSchemas({ before: before.payload ?? {}, after: after.payload ?? {}, at: id }),
      ...this.ofSchemas({ before: before.headers ?? {}, after: after.headers ?? {}, at: `${id} headers` }),
      ...this.ofSchemas({ before: before.bindings.kafka.key, after: after.bindings.kafka.key, at: `${id} key` }),
    ];
  }

  private ofSchemas({ at, ...given }: Pair): string[] {
    const pair = { before: flat(given.before, this.documentBefore), after: flat(given.after, this.documentAfter), at };
    return [
      ...this.ofFields(pair),
      ...this.ofRequired(pair),
      ...this.ofParts(pair),
      ...this.ofAlternatives(pair),
      ...this.ofLimits(pair),
      ...ofValues(pair),
      ...ofRest(pair),
    ];
  }

  private ofFields({ before, after, at }: Pair): string[] {
    return Object.entries(before.properties ?? {}).flatMap(([name, field]) => {
      const now = after.properties?.[name];
      const place = `${at}.${name}`;
      return now === undefined
        ? [`${place} is gone`]
        : this.ofSchemas({ before: asSchema(field), after: asSchema(now), at: place });
    });
  }

  private ofRequired({ before: { required: had = [] }, after: { required: has = [] }, at }: Pair): string[] {
    const newly = has.filter((name) => !had.includes(name)).map((name) => `${at}.${name} is required now`);
    if (this.direction === 'receive') return newly;
    return [...newly, ...had.filter((name) => !has.includes(name)).map((name) => `${at}.${name} may be absent now`)];
  }

  /** The elements of a list, and the values of a record. */
  private ofParts({ before, after, at }: Pair): string[] {
    return (['items', 'additionalProperties'] as const).flatMap((part) => {
      const [old, now] = [before[part], after[part]];
      if (!isSchema(old) || !isSchema(now)) return isDeepStrictEqual(old, now) ? [] : [`${at}: ${part} changed`];
      return this.ofSchemas({ before: old, after: now, at: `${at}[]` });
    });
  }

  /** Every alternative there was must still be one. */
  private ofAlternatives({ before, after, at }: Pair): string[] {
    return (['anyOf', 'oneOf'] as const).flatMap((kind) => {
      const has = (after[kind] ?? []).map(asSchema);
      if (before[kind] === undefined)
        return has.length === 0 ? [] : [`${at}: its type changed, it has alternatives now`];
      const gone = before[kind]
        .map(asSchema)
        .filter((old) => !has.some((now) => this.ofSchemas({ before: old, after: now, at }).length === 0));
      return gone.map((old) => `${at}: the alternative ${JSON.stringify(old)} is gone`);
    });
  }

  /** What is received may get more room, what is sent less: neither surprises the other side. */
  private ofLimits({ before, after, at }: Pair): string[] {
    return Object.entries(limits).flatMap(([name, sign]) => {
      const limitOf = (schema: Schema) => Number(schema[name] ?? sign * Infinity);
      const room = (limitOf(after) - limitOf(before)) * sign;
      const isBroken = this.direction === 'receive' ? room < 0 : room > 0;
      return isBroken ? [`${at}: ${name} was ${inWords(before[name])} and is ${inWords(after[name])}`] : [];
    });
  }
}

/** Values may be added, where there is a list of them. */
function ofValues({ before, after, at }: Pair): string[] {
  const [had, has] = [valuesOf(before), valuesOf(after)];
  if (!had) return has ? [`${at} takes only some values now`] : [];
  if (!has) return [`${at} takes any value now`];
  return had
    .filter((value) => !has.includes(value))
    .map((value) => `${at}: the value ${JSON.stringify(value)} is gone`);
}

function ofRest({ before, after, at }: Pair): string[] {
  const isOther = (name: string) => !words.includes(name) && !structure.includes(name) && !(name in limits);
  const names = new Set([...Object.keys(before), ...Object.keys(after)].filter(isOther));
  return [...names]
    .filter((name) => !isDeepStrictEqual(before[name], after[name]))
    .map((name) => `${at}: ${name} was ${JSON.stringify(before[name])} and is ${JSON.stringify(after[name])}`);
}

const valuesOf = ({ const: only, enum: some }: Schema): unknown[] | undefined => (only === undefined ? some : [only]);
const isSchema = (part: unknown): part is Schema => typeof part === 'object' && part !== null && !Array.isArray(part);
const asSchema = (part: unknown): Schema => (isSchema(part) ? part : {});

/** A schema with what it refers to and all its `allOf` in one; what stands last wins, as our documents narrow the envelope. */
function flat(schema: Schema, document: EventDocument): Schema {
  const { $ref, allOf = [], ...own } = schema;
  if ($ref === undefined && allOf.length === 0) return own;
  const referred =
    $ref === undefined ? [] : [asSchema(document.components.schemas[$ref.slice($ref.lastIndexOf('/') + 1)])];
  const parts = [...[...referred, ...allOf.map(asSchema)].map((part) => flat(part, document)), own];
  return {
    ...(Object.assign({}, ...parts) as Schema),
    properties: Object.assign({}, ...parts.map(({ properties }) => properties)) as Record<string, Schema>,
    required: [...new Set(parts.flatMap(({ required = [] }) => required))],
  };
}

const inWords = (limit: unknown): string => (limit === undefined ? 'absent' : JSON.stringify(limit));
