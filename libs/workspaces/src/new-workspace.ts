import { TimeZone } from '@threadline/domain';
import { z } from 'zod';

/** What it takes to open a workspace: its own name and zone, and the WhatsApp number it sends from. */
export const NewWorkspace = z.strictObject({
  slug: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'must be lower-case letters, digits and hyphens, 63 at most, such as my-shop')
    .describe('Short name, unique over all workspaces'),
  name: z.string().trim().min(1).max(200).describe('Name that people read'),
  timeZone: TimeZone.describe('IANA zone of contacts whose own zone is not known'),
  phoneNumberId: z.string().min(1).max(100).describe("WhatsApp's id of the number, from WhatsApp Manager"),
  wabaId: z.string().min(1).max(100).describe('Id of the WhatsApp business account that owns the number'),
  displayPhone: z
    .string()
    .regex(/^\+[1-9]\d{5,14}$/, 'must be in E.164 form, such as +390212345678')
    .describe('The number itself'),
});
export type NewWorkspace = z.infer<typeof NewWorkspace>;
