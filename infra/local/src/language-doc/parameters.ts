import { code, proseOf, referenceOf, resolved, wordsOf, type Definitions, type Schema } from './schema-words.js';

/** A parameter of a step, a trigger or a setting. */
export interface Parameter {
  /** With the fields around it, such as `answers[].match`. */
  name: string;
  schema: Schema;
  isRequired: boolean;
  /** The fields that tell its form, when only one of several forms has it. */
  form?: readonly string[];
}

/** The parameters of a schema, those of its inner objects too, without `type`. */
export function parametersOf(schema: Schema, definitions: Definitions): Parameter[] {
  const forms = schema.anyOf?.map((form) => resolved(form as Schema, definitions));
  return forms ? mergedForms(forms) : fieldsOf(schema);
}

function fieldsOf({ properties = {}, required = [] }: Schema, prefix = ''): Parameter[] {
  return Object.entries(properties)
    .filter(([name]) => name !== 'type')
    .flatMap(([name, field]) => {
      const schema = field as Schema;
      const parameter = { name: `${prefix}${name}`, schema, isRequired: required.includes(name) };
      return [parameter, ...innerFields(schema, parameter.name)];
    });
}

function innerFields(schema: Schema, name: string): Parameter[] {
  if (schema.type === 'object') return fieldsOf(schema, `${name}.`);
  const items = schema.items as Schema | undefined;
  return items?.type === 'object' ? fieldsOf(items, `${name}[].`) : [];
}

/** What all forms have once, and what only some have with the fields that tell which. */
function mergedForms(forms: readonly Schema[]): Parameter[] {
  const all = forms.map((form) => fieldsOf(form));
  const isEverywhere = ({ name }: Parameter) => all.every((fields) => fields.some((field) => field.name === name));
  const own = all.flatMap((fields) => {
    const special = fields.filter((field) => !isEverywhere(field));
    const form = special.filter(({ name, isRequired }) => isRequired && !/[.[]/.test(name)).map(({ name }) => name);
    return special.map((field) => ({ ...field, form }));
  });
  return [...own, ...(all[0] ?? []).filter(isEverywhere)];
}

/** Whether a parameter is a way out: it names the step that comes next. */
export function isWay({ schema }: Parameter): boolean {
  const target = referenceOf(schema) ?? referenceOf((schema.items ?? {}) as Schema);
  return target === 'Next' || target === 'StepId';
}

/** The fields of which exactly one is to be given. */
export const formsAmong = (parameters: readonly Parameter[]): string[] => [
  ...new Set(parameters.flatMap(({ form }) => form ?? [])),
];

/** A Markdown table of parameters. Of those without a description `about` tells, else the schema they refer to. */
export function tableOf(
  parameters: readonly Parameter[],
  definitions: Definitions,
  about: (parameter: Parameter) => string | undefined = () => undefined,
): string {
  const rows = parameters.map((parameter) => {
    const { name, schema } = parameter;
    const inner = innerFields(schema, name).length > 0;
    const type = inner ? (schema.type === 'array' ? 'list' : 'object') : wordsOf(schema, definitions);
    const own = schema.description ?? about(parameter);
    const description = proseOf(own ?? resolved(schema, definitions).description ?? '');
    return `| ${code(name)} | ${type} | ${givenWords(parameter)} | ${description} |`;
  });
  return ['| parameter | takes | given | what it is |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

function givenWords({ name, schema, isRequired, form }: Parameter): string {
  const given = schema.default !== undefined ? `default ${code(schema.default)}` : isRequired ? 'required' : 'optional';
  if (form === undefined) return given;
  return form.includes(name) ? 'one of these' : `${given}, with ${form.map(code).join(', ')}`;
}
