import { parseField } from '@threadline/domain';
import { z } from 'zod';
import { isPlainName, LiquidText, Next } from '../language/ids.js';
import { defineStep, formsOf, stepBase, waysIn } from './define-step.js';
import type { RunView } from './run-view.js';
import { goTo, problem } from './step-outcome.js';

const base = {
  ...stepBase,
  type: z.literal('fill_field'),
  field: z
    .string()
    .regex(/^[a-zA-Z][a-zA-Z0-9_]{0,63}$/, 'is not the name of a field: letters, digits and _')
    .refine(isPlainName, { message: 'is a reserved name; choose another' }),
  next: Next,
  invalid: Next.optional(),
};

const schema = formsOf(
  'fill_field',
  {
    value: z.strictObject({ ...base, value: LiquidText.describe('The value; an empty one empties the field.') }),
    from: z.strictObject({ ...base, from: z.literal('last_message').describe('What the contact said last.') }),
  },
  {
    id: 'FillFieldStep',
    description:
      'Fills a field of the contact. What is written is read as the field`s type; what cannot be takes the way `invalid`.',
  },
);
type FillField = z.infer<typeof schema>;

/** Fills a field of the contact. What is written is read as the field's type; what cannot be takes the way `invalid`. */
export const fillField = defineStep({
  kind: 'data',
  schema,

  begin(step, run) {
    const ways = { wired: step.invalid, next: step.next };
    const { field } = step;
    const written = writtenIn(step, run);
    if ('reason' in written) return problem({ reason: 'invalid_value', detail: written.reason }, ways);
    const definition = definitionOf(field, run);
    if (!definition) return problem({ reason: 'unknown_field', detail: `there is no field "${field}"` }, ways);
    const { country } = run.world.contact;
    const parsed = parseField(definition, written.text, { zone: run.zone, country });
    if (!parsed.ok) return problem({ reason: 'invalid_value', detail: `"${written.text}" ${parsed.reason}` }, ways);
    const { value } = parsed;
    const changes = [{ kind: 'field_set', field, value } as const];
    return goTo(step.next, {
      what: 'field_set',
      why: `${field} is filled`,
      saw: { [field]: value },
      changes,
      result: { value },
    });
  },

  ways: (step) => waysIn(step, 'next', 'invalid'),
  texts: (step) => ('value' in step ? [{ at: ['value'], text: step.value }] : []),
});

function writtenIn(step: FillField, run: RunView): { text: string } | { reason: string } {
  if ('value' in step) {
    const rendered = run.render(step.value);
    return rendered.ok ? { text: rendered.text } : { reason: rendered.reason };
  }
  const text = run.lastMessage?.text;
  return text === undefined ? { reason: 'the contact has said nothing' } : { text };
}

/** Without the workspace's fields every field is a text. */
function definitionOf(field: string, { world }: RunView) {
  const fields = world.workspace?.fields;
  if (!fields) return { type: 'text', options: [] } as const;
  return Object.hasOwn(fields, field) ? fields[field] : undefined;
}
