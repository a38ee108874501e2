import { z } from 'zod';
import { TemplateStatus } from '../templates/template.js';

const Id = z.string().min(1).max(100);

/** Which account a number belongs to. */
export const NumberOfAccount = z.strictObject({ phoneNumberId: Id, wabaId: Id });
export type NumberOfAccount = z.infer<typeof NumberOfAccount>;

export const OneNumber = z.strictObject({ phoneNumberId: Id });
export type OneNumber = z.infer<typeof OneNumber>;

/** One number, or all. */
export const WhichNumber = z
  .strictObject({ phoneNumberId: Id.optional() })
  .nullish()
  .transform((which) => which ?? {});
export type WhichNumber = z.infer<typeof WhichNumber>;

/** Which accepted messages to show. */
export const LedgerQuery = z.object({ phoneNumberId: Id.optional(), to: z.string().min(1).max(200).optional() });
export type LedgerQuery = z.infer<typeof LedgerQuery>;

/** A template changes from WhatsApp's side: rejected, paused, put in another category. */
export const TemplateVerdict = z.strictObject({
  wabaId: Id,
  name: z.string().min(1),
  language: z.string().min(1),
  status: TemplateStatus,
  reason: z.string().min(1).optional(),
  category: z.enum(['MARKETING', 'UTILITY', 'AUTHENTICATION']).optional(),
});
export type TemplateVerdict = z.infer<typeof TemplateVerdict>;
