import { z } from 'zod';

/** A part of a template as Cloud API writes it: `HEADER`, `BODY`, `FOOTER` or `BUTTONS` with what belongs to it. */
export const TemplateComponent = z.looseObject({ type: z.string().min(1) });
export type TemplateComponent = z.infer<typeof TemplateComponent>;

/** A template to be created. https://developers.facebook.com/documentation/business-messaging/whatsapp/templates/overview */
export const NewTemplate = z.object({
  name: z.string().regex(/^[a-z0-9_]{1,512}$/, 'lower-case letters, digits and underscores only'),
  category: z.enum(['MARKETING', 'UTILITY', 'AUTHENTICATION']),
  language: z.string().min(2).max(20),
  parameterFormat: z.enum(['positional', 'named']).optional(),
  components: z.array(TemplateComponent).min(1),
});
export type NewTemplate = z.infer<typeof NewTemplate>;

/** What may be edited of a template; an approved one keeps its category. */
export type TemplateEdit = Pick<NewTemplate, 'components'> & Partial<Pick<NewTemplate, 'category'>>;

/** A template as WhatsApp has it. `category` may differ from the one asked for; `status` is WhatsApp's word. */
export const ListedTemplate = z.object({
  id: z.string().min(1),
  name: z.string(),
  language: z.string(),
  status: z.string(),
  category: z.string(),
  components: z.array(TemplateComponent).default([]),
  /** Why it was rejected; `NONE` when it was not. */
  rejected_reason: z.string().optional(),
  quality_score: z.object({ score: z.string() }).optional(),
});
export type ListedTemplate = z.infer<typeof ListedTemplate>;
