import { z } from 'zod';

const Button = z.looseObject({
  type: z.string(),
  text: z.string().optional(),
  url: z.string().optional(),
});

const Component = z.looseObject({
  type: z.string().transform((type) => type.toUpperCase()),
  format: z
    .string()
    .transform((format) => format.toUpperCase())
    .optional(),
  text: z.string().optional(),
  buttons: z.array(Button).optional(),
});
export type TemplateComponent = z.infer<typeof Component>;

const category = z
  .string()
  .transform((word) => word.toUpperCase())
  .pipe(z.enum(['MARKETING', 'UTILITY', 'AUTHENTICATION']));

/** A template to be created. https://developers.facebook.com/documentation/business-messaging/whatsapp/templates/overview */
export const NewTemplate = z.object({
  name: z.string().regex(/^[a-z0-9_]{1,512}$/, 'lower-case letters, digits and underscores only'),
  language: z.string().min(2).max(20),
  category,
  parameter_format: z
    .string()
    .transform((word) => word.toUpperCase())
    .pipe(z.enum(['NAMED', 'POSITIONAL']))
    .default('POSITIONAL'),
  components: z.array(Component).min(1).max(10),
});
export type NewTemplate = z.infer<typeof NewTemplate>;

/** What may be edited; the components are replaced as a whole. */
export const TemplateEdit = z.object({
  category: category.optional(),
  components: z.array(Component).min(1).max(10).optional(),
});

/** The states of a template, as the webhook names them. */
export const TemplateStatus = z.enum(['PENDING', 'APPROVED', 'REJECTED', 'PAUSED', 'DISABLED']);
export type TemplateStatus = z.infer<typeof TemplateStatus>;

/** A template of an account. */
export const Template = NewTemplate.extend({
  id: z.string(),
  wabaId: z.string(),
  status: TemplateStatus,
  rejectedReason: z.string().optional(),
});
export type Template = z.infer<typeof Template>;

/** The variables a text names, each once, in their order. */
export const variablesOf = (text: string): string[] => [
  ...new Set([...text.matchAll(/\{\{\s*(\w+)\s*\}\}/g)].map((match) => match[1] ?? '')),
];

/** A template's part of a type, such as `BODY`. */
export const partOf = (template: Pick<NewTemplate, 'components'>, type: string): TemplateComponent | undefined =>
  template.components.find((component) => component.type === type);
