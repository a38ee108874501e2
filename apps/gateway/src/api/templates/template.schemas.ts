import { z } from 'zod';

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
    components: z.array(z.unknown()).describe('Components as Cloud API writes them'),
    variables: z.array(z.string()).describe('Variables of the body, in order'),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: 'Template' });
export type Template = z.infer<typeof Template>;
