import { CurrencyCode, messageLimits as limits, words, type VariableValue } from '@threadline/domain';
import { z } from 'zod';
import { LiquidText } from '../language/ids.js';
import type { TextField } from './define-step.js';
import { renderVariables } from './render-fields.js';
import type { RunView } from './run-view.js';

const variableName = z
  .string()
  .regex(/^[a-z0-9_]{1,64}$/, 'is not a variable of a template; write 1, 2, … or its name');

const Variable = z
  .union([
    LiquidText,
    z
      .strictObject({ amount: LiquidText.min(1).describe('A number, such as `12.50`.'), currency: CurrencyCode })
      .describe('An amount of money, in the notation of the contact`s phone.'),
    z.strictObject({ dateTime: LiquidText.min(1) }).describe('A moment, in words.'),
  ])
  .meta({ id: 'StepVariable' });
type Variable = z.infer<typeof Variable>;

/** What the variables of a template stand for. Positional ones are called `1`, `2`, …. */
export const Variables = z.record(variableName, Variable);
export type Variables = z.infer<typeof Variables>;

/** What the variables of a template's header stand for: words alone. */
export const HeaderVariables = z.record(variableName, LiquidText);

/** The texts of variables, with the fields they stand in. */
export function textsOfVariables(variables: Variables): TextField[] {
  const takes = words(limits.variable);
  return Object.entries(variables).map(([name, value]) => {
    const part = typeof value === 'string' ? [] : ['amount' in value ? 'amount' : 'dateTime'];
    return { at: ['variables', name, ...part], text: liquidOf(value), takes };
  });
}

/** Renders what variables stand for, or says which one could not be. */
export function renderValues(
  variables: Variables,
  run: RunView,
): { ok: true; values: Record<string, VariableValue> } | { ok: false; reason: string } {
  const templates = Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, liquidOf(value)]));
  const rendered = renderVariables(run, templates);
  if (!rendered.ok) return rendered;
  const values: Record<string, VariableValue> = {};
  for (const [name, value] of Object.entries(variables)) {
    const text = rendered.texts[name] ?? '';
    const meant = valueOf(value, text);
    if (meant === undefined) return { ok: false, reason: `variable ${name} is not a number: ${text}` };
    values[name] = meant;
  }
  return { ok: true, values };
}

const liquidOf = (value: Variable): string =>
  typeof value === 'string' ? value : 'amount' in value ? value.amount : value.dateTime;

/** A variable with its rendered words; undefined when an amount is no number. */
function valueOf(value: Variable, text: string): VariableValue | undefined {
  if (typeof value === 'string') return text;
  if ('dateTime' in value) return { dateTime: text };
  const amount1000 = Math.round(Number(text) * 1_000);
  if (!Number.isSafeInteger(amount1000)) return undefined;
  return { currency: value.currency, amount1000, fallback: `${text} ${value.currency}` };
}
