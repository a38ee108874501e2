import { automationJsonSchema } from '@threadline/automation/json-schema';
import { exampleStep, stepExamples, triggerExamples, type Course } from '@threadline/automation/examples';
import { exampleOfStep, exampleOfTrigger } from './example-text.js';
import { formsAmong, isWay, parametersOf, tableOf, type Parameter } from './parameters.js';
import { onExamples, onSteps, onTriggers, opening, waysOut } from './prose.js';
import { code, proseOf, referenceOf, resolved, wordsOf, type Definitions, type Schema } from './schema-words.js';

const schema = automationJsonSchema();
const definitions = schema.$defs as Definitions;
const named = (name: string): Schema => resolved({ $ref: `#/$defs/${name}` }, definitions);

/** The names of the schemas of a list of types, by type. */
const typesOf = (list: string): Map<string, string> =>
  new Map(
    (named(list).oneOf ?? []).map((form) => [
      typeOf(resolved(form as Schema, definitions)),
      referenceOf(form as Schema) ?? '',
    ]),
  );

function typeOf(schema: Schema): string {
  const form = (schema.anyOf?.[0] as Schema | undefined) ?? schema;
  const type = form.properties?.['type'] as Schema | undefined;
  return String(type?.const);
}

/** The parameters that stand in another list in the same words. */
const without = (parameters: readonly Parameter[], others: readonly Parameter[]): Parameter[] => {
  const told = new Set(others.map(wordOf));
  return parameters.filter((parameter) => !told.has(wordOf(parameter)));
};
const wordOf = ({ name, schema: { description, default: value } }: Parameter) =>
  JSON.stringify([name, description, value]);

const triggers = typesOf('Trigger');
const steps = typesOf('Step');
const sharedByTriggers = parametersOf(named(triggers.get('shop') ?? ''), definitions).filter(
  ({ name }) => name !== 'event',
);
const sharedBySteps = parametersOf(named(steps.get('mark_unread') ?? ''), definitions).filter((one) => !isWay(one));

/** The language of automations as a page of Markdown. @throws Error naming what has no example or no words */
export const languageDocument = (): string =>
  [
    opening,
    section('The automation', [tableOf(parametersOf(named('AutomationDefinition'), definitions), definitions)]),
    section('Triggers', [
      onTriggers,
      tableOf(sharedByTriggers, definitions),
      onExamples,
      ...[...triggers].map(([type, name]) => triggerText(type, named(name))),
    ]),
    section('Steps', [
      onSteps,
      tableOf(sharedBySteps, definitions),
      ...[...steps].map(([type, name]) => stepText(type, named(name))),
    ]),
    section('Words', words().map(wordText)),
  ].join('\n') + '\n';

const section = (title: string, parts: readonly string[]): string =>
  [`## ${title}\n`, ...parts.map((part) => `${part}\n`)].join('\n');

function triggerText(type: string, trigger: Schema): string {
  const example = exampleFor(type, triggerExamples);
  const parameters = without(parametersOf(trigger, definitions), sharedByTriggers);
  return [
    `### ${type}`,
    aboutType(type, trigger),
    ...tables(parameters),
    `Example${shownBy(example)}:`,
    exampleOfTrigger(example),
  ].join('\n\n');
}

function stepText(type: string, step: Schema): string {
  const example = exampleFor(type, stepExamples);
  const parameters = without(parametersOf(step, definitions), sharedBySteps);
  const ways = parameters
    .filter(isWay)
    .map(({ name, isRequired }) => `${code(name)}${isRequired ? '' : ' (may be left out)'}`);
  return [
    `### ${type}`,
    aboutType(type, step),
    ways.length === 0 ? 'No way out: the run ends here.' : `Ways out: ${ways.join(', ')}.`,
    ...tables(parameters),
    `Example, the step ${code(exampleStep)}${shownBy(example)}:`,
    exampleOfStep(example),
  ].join('\n\n');
}

function tables(parameters: readonly Parameter[]): string[] {
  if (parameters.length === 0) return [];
  const forms = formsAmong(parameters);
  return [
    ...(forms.length > 0 ? [`One of ${forms.map(code).join(', ')} is given.`] : []),
    tableOf(parameters, definitions, (parameter) => (isWay(parameter) ? wayWords(parameter) : undefined)),
  ];
}

function wayWords({ name }: Parameter): string {
  const word = name.split('.').at(-1) ?? name;
  const words = name.includes('[]') ? 'When this one is taken.' : waysOut[word];
  if (words === undefined) throw new Error(`the way out "${name}" has no words`);
  return words;
}

function aboutType(type: string, { description }: Schema): string {
  if (description === undefined) throw new Error(`the type "${type}" has no description`);
  return proseOf(description);
}

const shownBy = ({ shows }: Course): string => (shows === undefined ? '' : ` (${proseOf(shows).replace(/\.$/, '')})`);

function exampleFor<E>(type: string, examples: Readonly<Record<string, E>>): E {
  const example = examples[type];
  if (example === undefined) throw new Error(`"${type}" has no example`);
  return example;
}

/** The named schemas that are told apart from triggers and steps. */
function words(): string[] {
  const told = new Set([...triggers.values(), ...steps.values(), 'Trigger', 'Step', 'AutomationDefinition']);
  return Object.keys(definitions).filter((name) => !told.has(name) && !name.startsWith('__'));
}

function wordText(name: string): string {
  const word = named(name);
  const about = word.description === undefined ? [] : [proseOf(word.description)];
  const forms = word.anyOf as Schema[] | undefined;
  if (forms) return [`### ${name}`, ...about, forms.map(formLine).join('\n')].join('\n\n');
  const body = word.properties
    ? tableOf(parametersOf(word, definitions), definitions)
    : `Takes: ${wordsOf(word, definitions)}.`;
  return [`### ${name}`, ...about, body].join('\n\n');
}

function formLine(form: Schema): string {
  const { description } = form;
  return `- ${wordsOf(form, definitions)}${description === undefined ? '' : `: ${proseOf(description)}`}`;
}
