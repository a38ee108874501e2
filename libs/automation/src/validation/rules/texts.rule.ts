import { stepAt } from '../../engine/graph.js';
import type { AutomationDefinition } from '../../language/definition.js';
import type { TextField } from '../../steps/define-step.js';
import { behaviourOf } from '../../steps/index.js';
import { inspectTemplate, type ReadPath } from '../../text/inspect.js';
import { knownProperties, textRoots } from '../../text/scope.js';
import { pointer, type Problem } from '../problem.js';
import type { Rule } from './rule.js';

/** Texts are Liquid that can be read, use variables that exist, and are what WhatsApp takes as far as that is known. */
export const texts: Rule = (definition) =>
  Object.entries(definition.steps).flatMap(([stepId, step]) =>
    (behaviourOf(step).texts?.(step) ?? []).flatMap((field) => {
      const path = pointer('steps', stepId, ...field.at);
      return [...judge(field.text, path, definition), ...fixedProblems(field, path)];
    }),
  );

/** What WhatsApp would refuse in a text that is the same for everybody. */
function fixedProblems({ text, takes }: TextField, path: string): Problem[] {
  const isFixed = !/\{[{%]/.test(text);
  const judged = isFixed ? takes?.safeParse(text) : undefined;
  return (judged?.error?.issues ?? []).map(({ message }) => ({
    severity: 'error',
    code: 'invalid_content',
    path,
    message: `WhatsApp does not take this text: it ${message}`,
    fix: 'Write what WhatsApp takes.',
  }));
}

function judge(text: string, path: string, definition: AutomationDefinition): Problem[] {
  const inspected = inspectTemplate(text);
  if (!inspected.ok) {
    const message = `Liquid cannot read this text: ${inspected.reason}`;
    return [{ severity: 'error', code: 'bad_liquid', path, message, fix: 'Correct the template.' }];
  }
  return inspected.reads.flatMap((read) => {
    const fix = unknownBecause(read, definition);
    if (fix === undefined) return [];
    return [
      { severity: 'error', code: 'unknown_variable', path, message: `there is no variable "${read.join('.')}"`, fix },
    ];
  });
}

/** What to write instead of a variable that does not exist; undefined when it does. */
function unknownBecause([root = '', property]: ReadPath, definition: AutomationDefinition): string | undefined {
  if (!(textRoots as readonly string[]).includes(root)) return `Variables begin with one of: ${textRoots.join(', ')}.`;
  if (property === undefined) return undefined;
  if (root === 'results')
    return stepAt(definition, property) ? undefined : 'Name a step of this automation after "results".';
  const known = knownProperties[root];
  if (!known || known.includes(property)) return undefined;
  return `"${root}" has: ${known.join(', ')}.${root === 'contact' ? ' Your own fields are in contact.fields.' : ''}`;
}
