import type { Page, Position } from '@threadline/persistence';
import { z } from 'zod';

const defaultLimit = 50;
const highestLimit = 100;

/** A place in a list, opaque to clients. */
const cursorWith = (id: z.ZodType<string>) =>
  z
    .string()
    .max(500)
    .transform((cursor, context): Position => {
      const place = placeIn(cursor, id);
      if (place) return place;
      context.addIssue({
        code: 'custom',
        message: 'is no cursor of this list: send the nextCursor of the page before',
      });
      return z.NEVER;
    })
    .describe('`nextCursor` of the page before');

function placeIn(cursor: string, ids: z.ZodType<string>): Position | undefined {
  try {
    const place = z.tuple([z.iso.datetime({ precision: 6 }), ids]);
    const [at, id] = place.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
    return { at, id };
  } catch {
    return undefined;
  }
}

const limitUpTo = (highest: number) =>
  z.coerce.number().int().min(1).max(highest).describe(`Rows of a page, ${highest} at most`);

/** Which page of a list. */
export const PageQuery = z.object({
  limit: limitUpTo(highestLimit).default(defaultLimit),
  cursor: cursorWith(z.uuid()).optional(),
});
export type PageQuery = z.infer<typeof PageQuery>;

/** Which page of a contact's carts, which have the ids that their shops gave them. */
export const CartsQuery = PageQuery.extend({ cursor: cursorWith(z.string().min(1).max(200)).optional() });
export type CartsQuery = z.infer<typeof CartsQuery>;

/** Which page of a timeline: runs are looked at as a whole, so pages are large. Its lines are decisions and messages. */
export const TimelineQuery = z.object({
  limit: limitUpTo(1_000).default(500),
  cursor: cursorWith(z.string().regex(/^[dm][0-9a-f-]{1,40}$/)).optional(),
});
export type TimelineQuery = z.infer<typeof TimelineQuery>;

/** The schema of a page of rows. */
export const pageSchema = <S extends z.ZodType>(row: S) =>
  z.object({
    data: z.array(row),
    nextCursor: z.string().nullable().describe('For the next page; null on the last one'),
  });

/** A page as the API tells it. */
export const pageView = <Row, View>(page: Page<Row>, view: (row: Row) => View) => ({
  data: page.rows.map(view),
  nextCursor: page.next ? cursorOf(page.next) : null,
});

const cursorOf = ({ at, id }: Position): string => Buffer.from(JSON.stringify([at, id])).toString('base64url');
