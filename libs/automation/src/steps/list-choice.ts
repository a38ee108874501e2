import { areDistinct, messageLimits as limits } from '@threadline/domain';
import { z } from 'zod';
import { unionByField } from '../language/union-by-field.js';

const id = z.string().min(1).max(limits.rowId).describe('What comes back when it is chosen; answers match it.');
const row = z.strictObject({
  id,
  title: z.string().min(1).max(limits.rowTitle),
  description: z.string().min(1).max(limits.rowDescription).optional(),
});
const rows = z.array(row).min(1).max(limits.rows);
const button = z.string().min(1).max(limits.buttonTitle).describe('What the button that opens the list says.');
const haveDistinctIds = (all: readonly { id: string }[]) => areDistinct(all.map((one) => one.id));
const twice = { message: 'has an id twice' };

/** Rows to choose from, in sections or not. */
export const ListChoice = unionByField(
  {
    rows: z.strictObject({ button, rows: rows.refine(haveDistinctIds, twice) }),
    sections: z.strictObject({
      button,
      sections: z
        .array(z.strictObject({ title: z.string().min(1).max(limits.sectionTitle), rows }))
        .min(1)
        .max(limits.sections)
        .refine((sections) => sections.flatMap((section) => section.rows).length <= limits.rows, {
          message: `has over ${limits.rows} rows in all`,
        })
        .refine((sections) => haveDistinctIds(sections.flatMap((section) => section.rows)), twice),
    }),
  },
  { id: 'StepList', description: 'Rows to choose from, at most 10, in sections with titles or without.' },
);
export type ListChoice = z.infer<typeof ListChoice>;
