import { CreateTemplate } from '@threadline/templates';
import { z } from 'zod';

const { name, language, category, components } = CreateTemplate.shape;

export const SaveTemplate = CreateTemplate.safeExtend({
  submit: z.boolean().default(true).describe('Give it to WhatsApp for review at once; false keeps it as a draft'),
}).meta({ id: 'SaveTemplate', examples: CreateTemplate.meta()?.examples ?? [] });
export type SaveTemplate = z.infer<typeof SaveTemplate>;

export const EditTemplate = z
  .strictObject({ category: category.optional(), components: components.optional() })
  .refine((edit) => Object.values(edit).some((value) => value !== undefined), { message: 'changes nothing' })
  .meta({ id: 'EditTemplate', examples: [{ components: [{ type: 'BODY', text: 'Hi {{1}}, your cart waits.' }] }] });
export type EditTemplate = z.infer<typeof EditTemplate>;

export const CopyTemplate = z
  .strictObject({ name, language: language.optional() })
  .meta({ id: 'CopyTemplate', examples: [{ name: 'cart_reminder_2' }] });
export type CopyTemplate = z.infer<typeof CopyTemplate>;

export const PreviewValues = z
  .strictObject({ variables: z.record(z.string().max(100), z.string().max(1_024)).default({}) })
  .meta({ id: 'PreviewValues', examples: [{ variables: { 1: 'Ada' } }] });
export type PreviewValues = z.infer<typeof PreviewValues>;

export const TemplatePreview = z
  .object({
    header: z.string().nullable().describe('A media header as its kind, such as `[IMAGE]`'),
    body: z.string(),
    footer: z.string().nullable(),
    buttons: z.array(z.string()),
    missing: z.array(z.string()).describe('Variables without a value; they stand in the body as they are written'),
  })
  .meta({ id: 'TemplatePreview' });

export const SyncedTemplates = z
  .object({ changed: z.number().int().describe('Templates whose status is another now') })
  .meta({ id: 'SyncedTemplates' });

export const Template = z
  .object({
    id: z.uuid(),
    name: z.string(),
    language: z.string(),
    category: z.enum(['marketing', 'utility', 'authentication']).describe('As WhatsApp decided'),
    status: z
      .enum(['draft', 'pending', 'approved', 'rejected', 'paused', 'disabled'])
      .describe('Follows WhatsApp; only an approved template is sent'),
    statusReason: z.string().nullable(),
    pausedUntil: z.iso.datetime().nullable().describe('When WhatsApp ends a pause for low quality, if it has said so'),
    components: z.array(z.unknown()).describe('Components as Cloud API writes them'),
    variables: z.array(z.string()).describe('Variables of the body, in order'),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: 'Template' });
export type Template = z.infer<typeof Template>;
