import { exampleStep, type AnyStep, type AnyTrigger, type Course } from '@threadline/automation/examples';
import { code } from './schema-words.js';

const widest = 110;

/** A trigger's example as Markdown. */
export const exampleOfTrigger = (example: Course & { trigger: AnyTrigger }): string =>
  [block(example.trigger), courseText(example)].join('\n\n');

/** A step's example as Markdown. */
export function exampleOfStep(
  example: Course & { trigger?: AnyTrigger; step: AnyStep; leadsTo?: Readonly<Record<string, AnyStep>> },
): string {
  return [block({ [exampleStep]: example.step, ...example.leadsTo }), courseText(example)].join('\n\n');
}

/** What is made to happen in the simulation of an example, and what it ends in. */
function courseText({ happens = [], contact, calendar, ends }: Course): string {
  const given = Object.entries({ contact, calendar }).flatMap(([name, value]) =>
    value === undefined ? [] : [`with the ${name} ${code(inline(value))}`],
  );
  const told = happens.map(({ at, ...what }) => `at ${code(at)} ${code(inline(what))}`);
  const course = [...given, ...told].join(', ');
  const { state, exitReason, sent = [], tags = [] } = ends;
  const end = [
    exitReason === undefined ? code(state) : `${code(state)} with ${code(exitReason)}`,
    ...(sent.length > 0 ? [`sent: ${sent.map((one) => `“${one}”`).join(', ')}`] : []),
    ...(tags.length > 0 ? [`tags: ${tags.map(code).join(', ')}`] : []),
  ];
  return `Simulated${course === '' ? '' : ` ${course}`}: ${end.join('; ')}.`;
}

const block = (value: unknown): string => ['```json', jsonText(value), '```'].join('\n');

/** JSON in as few lines as are not too wide. */
function jsonText(value: unknown, indent = ''): string {
  const line = inline(value);
  if (indent.length + line.length <= widest || typeof value !== 'object' || value === null) return line;
  const deeper = `${indent}  `;
  const isList = Array.isArray(value);
  const items = Object.entries(value).map(
    ([name, item]) => `${deeper}${isList ? '' : `${JSON.stringify(name)}: `}${jsonText(item, deeper)}`,
  );
  return [isList ? '[' : '{', items.join(',\n'), `${indent}${isList ? ']' : '}'}`].join('\n');
}

function inline(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inline).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).filter(([, item]) => item !== undefined);
  return fields.length === 0
    ? '{}'
    : `{ ${fields.map(([name, item]) => `${JSON.stringify(name)}: ${inline(item)}`).join(', ')} }`;
}
