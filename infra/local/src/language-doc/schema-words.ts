import type { z } from 'zod';

export type Schema = z.core.JSONSchema.BaseSchema;

/** The named schemas of a JSON Schema. */
export type Definitions = Readonly<Record<string, Schema>>;

/** Schemas that zod named itself, because they contain themselves. */
const isNameless = (name: string): boolean => name.startsWith('__');

/** The name of the schema that one refers to. */
export const referenceOf = ({ $ref }: Schema): string | undefined => $ref?.replace('#/$defs/', '');

/** A schema itself, when one is given that refers to it. */
export function resolved(schema: Schema, definitions: Definitions): Schema {
  const name = referenceOf(schema);
  return name === undefined ? schema : (definitions[name] ?? schema);
}

/** A piece of code in Markdown. */
export const code = (value: unknown): string => `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``;

/** A link to the heading of a schema on the same page. */
const linkTo = (name: string): string => `[${name}](#${sections[name] ?? name.toLowerCase()})`;

const sections: Readonly<Record<string, string>> = { Step: 'steps', Trigger: 'triggers' };

/** What a schema takes, in words. */
export function wordsOf(schema: Schema, definitions: Definitions): string {
  const name = referenceOf(schema);
  if (name !== undefined && isNameless(name)) return wordsOf(resolved(schema, definitions), definitions);
  if (name !== undefined) return linkTo(name);
  if (schema.const !== undefined) return code(schema.const);
  if (schema.enum) return schema.enum.map(code).join(' · ');
  const forms = schema.anyOf ?? schema.oneOf;
  if (forms) return unionWords(forms as Schema[], definitions);
  switch (schema.type) {
    case 'array':
      return `list${sizeOf(schema)} of ${wordsOf(schema.items as Schema, definitions)}`;
    case 'object':
      return objectWords(schema, definitions);
    case 'string':
      return schema.maxLength === undefined ? 'text' : `text up to ${schema.maxLength}`;
    case 'integer':
      return `whole number${rangeOf(schema)}`;
    case 'number':
      return `number${rangeOf(schema)}`;
    case 'boolean':
      return '`true` · `false`';
    case 'null':
      return '`null`';
    default:
      return 'anything';
  }
}

function unionWords(forms: readonly Schema[], definitions: Definitions): string {
  const [one = '', ...others] = forms.map((form) => wordsOf(form, definitions));
  const items = forms[1]?.items as Schema | undefined;
  const isOneOrMany = forms.length === 2 && items !== undefined && wordsOf(items, definitions) === one;
  return isOneOrMany ? `one or a list of ${one}` : [one, ...others].join(' or ');
}

function objectWords({ properties, required = [], additionalProperties }: Schema, definitions: Definitions): string {
  if (properties === undefined)
    return typeof additionalProperties === 'object' ? `map to ${wordsOf(additionalProperties, definitions)}` : 'object';
  const fields = Object.entries(properties).map(
    ([name, field]) => `${code(required.includes(name) ? name : `${name}?`)} ${wordsOf(field as Schema, definitions)}`,
  );
  return `{ ${fields.join(', ')} }`;
}

const rangeOf = ({ minimum, maximum }: Schema): string =>
  minimum === undefined && maximum === undefined ? '' : ` ${minimum ?? ''} to ${maximum ?? ''}`;

function sizeOf({ minItems = 0, maxItems }: Schema): string {
  if (maxItems === undefined) return '';
  return minItems === 0 ? ` (up to ${maxItems})` : ` (${minItems} to ${maxItems})`;
}

/** A description as Markdown: in it the language writes an apostrophe as a backtick. */
export const proseOf = (description: string): string => description.replaceAll(/(?<=\w)`s\b/g, "'s");
