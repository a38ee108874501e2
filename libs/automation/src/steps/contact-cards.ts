import { cardTexts, messageLimits, type ContactCard } from '@threadline/domain';
import { z } from 'zod';
import { LiquidText } from '../language/ids.js';
import type { TextField } from './define-step.js';
import type { FreeContent } from './free-message.js';
import { renderData, textsIn } from './render-fields.js';
import type { RunView } from './run-view.js';

const text = LiquidText.min(1);
const type = text.optional().describe('Such as `WORK` or `HOME`.');

/** Cards with which people can be reached. */
export const Cards = z
  .array(
    z
      .strictObject({
        name: text.describe('The whole name, as it is shown.'),
        firstName: text.optional(),
        lastName: text.optional(),
        company: text.optional(),
        phones: z
          .array(z.strictObject({ phone: text, type }))
          .max(20)
          .optional(),
        emails: z
          .array(z.strictObject({ email: text, type }))
          .max(20)
          .optional(),
        urls: z
          .array(z.strictObject({ url: text, type }))
          .max(20)
          .optional(),
      })
      .meta({ id: 'StepContactCard' }),
  )
  .min(1)
  .max(messageLimits.cards);
type Cards = z.infer<typeof Cards>;

/** The cards as they are sent. */
export function renderCards(cards: Cards, run: RunView): FreeContent {
  const rendered = renderData(run, cards, 'contacts');
  if (!rendered.ok) return rendered;
  const contacts: ContactCard[] = rendered.data;
  const names = contacts.map(({ name }) => name);
  return { ok: true, content: { kind: 'contacts', contacts }, said: { why: 'contact cards', saw: { names } } };
}

/** The texts of cards, with what WhatsApp takes in each. */
export const textsOfCards = (cards: Cards): TextField[] =>
  textsIn(cards, ['contacts']).map((field) => ({ ...field, takes: takenBy(String(field.at.at(-1))) }));

const takenBy = (field: string): z.ZodType<string> =>
  field === 'phone' || field === 'email' || field === 'url' ? cardTexts[field] : cardTexts.label;
