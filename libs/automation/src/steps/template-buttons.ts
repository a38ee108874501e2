import { CouponCode, messageLimits as limits, UrlSuffix, words, type TemplateButton } from '@threadline/domain';
import { z } from 'zod';
import { LiquidText } from '../language/ids.js';
import { unionByField } from '../language/union-by-field.js';
import type { TextField } from './define-step.js';
import { renderVariables } from './render-fields.js';
import type { RunView } from './run-view.js';

const index = z
  .number()
  .int()
  .min(0)
  .max(limits.templateButtons - 1)
  .describe('Which button, counted from 0.');
const productId = z.string().min(1).max(100);
const section = z.strictObject({
  title: z.string().min(1).max(limits.sectionTitle),
  products: z.array(productId).min(1).max(limits.products),
});

/** What fills a button of a template. */
export const Button = unionByField(
  {
    payload: z
      .strictObject({ index, payload: z.string().min(1).max(256) })
      .describe('What a quick reply sends back when it is tapped.'),
    urlSuffix: z.strictObject({ index, urlSuffix: LiquidText.min(1) }).describe('The end of an address.'),
    couponCode: z.strictObject({ index, couponCode: LiquidText.min(1) }).describe('A code to copy.'),
    flowToken: z
      .strictObject({ index, flowToken: LiquidText.min(1), flowData: z.record(z.string(), LiquidText).optional() })
      .describe('What a flow is opened with.'),
    thumbnail: z
      .strictObject({ index, thumbnail: productId, sections: z.array(section).min(1).max(limits.sections).optional() })
      .describe('The product whose picture is shown, and products to choose from; without them the catalogue opens.'),
  },
  { id: 'StepTemplateButton' },
);
export type Button = z.infer<typeof Button>;

/** The texts of a button, with the fields they stand in. */
export function textsOfButton(button: Button, at: readonly (string | number)[]): TextField[] {
  return Object.entries(liquidIn(button)).map(([field, text]) => ({
    at: [...at, ...field.split('.')],
    text,
    ...(takenIn[field] && { takes: takenIn[field] }),
  }));
}

const takenIn: Readonly<Record<string, z.ZodType<string>>> = {
  urlSuffix: UrlSuffix,
  couponCode: CouponCode,
  flowToken: words(limits.flowToken),
};

/** The Liquid of a button, by its dotted field. */
function liquidIn(button: Button): Record<string, string> {
  if ('urlSuffix' in button) return { urlSuffix: button.urlSuffix };
  if ('couponCode' in button) return { couponCode: button.couponCode };
  if (!('flowToken' in button)) return {};
  const data = Object.entries(button.flowData ?? {}).map(([name, text]) => [`flowData.${name}`, text]);
  return { flowToken: button.flowToken, ...(Object.fromEntries(data) as Record<string, string>) };
}

/** Renders buttons, or says which one could not be. */
export function renderButtons(
  buttons: readonly Button[],
  run: RunView,
): { ok: true; buttons: TemplateButton[] } | { ok: false; reason: string } {
  const filled: TemplateButton[] = [];
  for (const button of buttons) {
    const rendered = renderVariables(run, liquidIn(button));
    if (!rendered.ok) return { ok: false, reason: `button ${button.index}: ${rendered.reason}` };
    filled.push(filledWith(button, rendered.texts));
  }
  return { ok: true, buttons: filled };
}

function filledWith(button: Button, texts: Record<string, string>): TemplateButton {
  if (!('flowToken' in button)) return { ...button, ...texts };
  const { flowToken = '', ...data } = texts;
  const flowData = Object.fromEntries(
    Object.entries(data).map(([field, text]) => [field.slice('flowData.'.length), text]),
  );
  return { index: button.index, flowToken, ...(button.flowData && { flowData }) };
}
