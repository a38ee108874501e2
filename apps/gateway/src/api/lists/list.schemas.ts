import { z } from 'zod';
import { Name } from '../name.schema.js';

const most = 1_000;

export const SaveList = z.strictObject({ name: Name }).meta({ id: 'SaveList', examples: [{ name: 'newsletter' }] });
export type SaveList = z.infer<typeof SaveList>;

export const List = z
  .object({ id: z.uuid(), name: z.string(), contacts: z.number().int(), createdAt: z.iso.datetime() })
  .meta({ id: 'List' });
export type List = z.infer<typeof List>;

export const SavedList = z.object({ id: z.uuid(), name: z.string() }).meta({ id: 'SavedList' });
export type SavedList = z.infer<typeof SavedList>;

export const Members = z
  .strictObject({ contactIds: z.array(z.uuid()).min(1).max(most).describe('Ids of contacts, each once') })
  .meta({ id: 'Members', examples: [{ contactIds: ['0198c0de-0000-7000-8000-000000000001'] }] });
export type Members = z.infer<typeof Members>;

export const MembersChanged = z
  .object({
    changed: z.number().int().describe('Contacts whose membership is another now'),
    unknown: z.array(z.uuid()).describe('Ids that are no contacts of the workspace'),
  })
  .meta({ id: 'MembersChanged' });
export type MembersChanged = z.infer<typeof MembersChanged>;
