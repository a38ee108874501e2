import { TemplateComponent } from '@threadline/whatsapp';
import { z } from 'zod';
import { areWellNamed, variablesOf } from './template-text.js';

const longestBody = 1_024;

/** A body's text as WhatsApp takes it. https://developers.facebook.com/documentation/business-messaging/whatsapp/templates/components */
const BodyText = z
  .string()
  .min(1, 'needs text')
  .max(longestBody)
  .refine((text) => areWellNamed(variablesOf(text)), {
    message: 'numbers its variables {{1}}, {{2}}, … without a gap, or names all of them in lower case',
  });

/** A template to be created at WhatsApp and kept here. Header, footer and buttons are as Cloud API writes them. */
export const CreateTemplate = z
  .strictObject({
    name: z
      .string()
      .regex(/^[a-z0-9_]{1,512}$/, 'takes lower-case letters, digits and underscores only, such as cart_reminder'),
    language: z
      .string()
      .regex(/^[a-z]{2,3}(_[A-Za-z]{2,4})?$/, 'is a language code of WhatsApp, such as en or pt_BR')
      .describe('Language code of WhatsApp, such as `en` or `pt_BR`'),
    category: z.enum(['marketing', 'utility', 'authentication']).describe('WhatsApp may choose another one'),
    components: z
      .array(TemplateComponent)
      .min(1)
      .max(10)
      .superRefine((components, context) => {
        const bodies = components.flatMap((component, index) =>
          component.type === 'BODY' ? [{ component, index }] : [],
        );
        if (bodies.length !== 1)
          context.addIssue({ code: 'custom', message: 'needs exactly one component of type BODY' });
        for (const { component, index } of bodies)
          for (const issue of BodyText.safeParse(component['text']).error?.issues ?? [])
            context.addIssue({ code: 'custom', path: [index, 'text'], message: issue.message });
      })
      .describe('Components as Cloud API writes them: exactly one `BODY`, and `HEADER`, `FOOTER`, `BUTTONS`'),
  })
  .meta({
    id: 'CreateTemplate',
    examples: [
      {
        name: 'cart_reminder',
        language: 'en',
        category: 'marketing',
        components: [
          { type: 'BODY', text: 'Hi {{1}}, your cart is waiting.', example: { body_text: [['Ada']] } },
          { type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text: 'I need help' }] },
        ],
      },
    ],
  });
export type CreateTemplate = z.infer<typeof CreateTemplate>;

/** The text of the body. */
export const bodyTextOf = (components: readonly TemplateComponent[]): string => {
  const text = components.find(({ type }) => type === 'BODY')?.['text'];
  return typeof text === 'string' ? text : '';
};
