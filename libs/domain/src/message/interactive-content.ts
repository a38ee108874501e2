import { z } from 'zod';
import { quotingContent } from './free-content.js';
import { messageLimits as limits } from './limits.js';
import { headerMediaKinds, mediaSources } from './media.js';
import { areDistinct, webAddress, words } from './words.js';

/** Words at the top. */
export const HeaderText = words(limits.header);
/** What stands above a message with buttons or a link. */
export const InteractiveHeader = z.union([
  z.object({ kind: z.literal('text'), text: HeaderText }),
  ...mediaSources.map((source) =>
    z.object({ kind: z.literal('media'), media: z.enum(headerMediaKinds) }).extend(source.shape),
  ),
] as const);
export type InteractiveHeader =
  | { kind: 'text'; text: string }
  | ({ kind: 'media'; media: (typeof headerMediaKinds)[number] } & ({ link: string } | { id: string }));

/** The text of a message with buttons, a list or a link. */
export const BodyText = words(limits.body);
/** Small words at the bottom. */
export const FooterText = words(limits.footer);

const around = { text: BodyText, footer: FooterText.optional(), ...quotingContent };

const ButtonId = z.string().min(1, 'is empty').max(limits.buttonId);
/** What a button says. */
export const ButtonTitle = words(limits.buttonTitle);
/** A button whose tap comes back as a reply. */
export const ReplyButton = z.object({ id: ButtonId, title: ButtonTitle });
export const ReplyButtons = z
  .array(ReplyButton)
  .min(1)
  .max(limits.buttons)
  .refine((buttons) => areDistinct(buttons.map(({ id }) => id)), { message: 'has an id twice' })
  .refine((buttons) => areDistinct(buttons.map(({ title }) => title)), { message: 'has a title twice' });

export const ButtonsContent = z.object({
  kind: z.literal('buttons'),
  ...around,
  header: InteractiveHeader.optional(),
  buttons: ReplyButtons,
});

/** A row of a list; choosing it comes back as a reply. */
export const ListRow = z.object({
  id: z.string().min(1, 'is empty').max(limits.rowId),
  title: words(limits.rowTitle),
  description: words(limits.rowDescription).optional(),
});
export const ListRows = z
  .array(ListRow)
  .min(1)
  .max(limits.rows)
  .refine((rows) => areDistinct(rows.map(({ id }) => id)), { message: 'has an id twice' });
/** Rows under a title. With several sections each has one. */
export const ListSections = z
  .array(z.object({ title: words(limits.sectionTitle), rows: z.array(ListRow).min(1) }))
  .min(1)
  .max(limits.sections)
  .refine((sections) => sections.flatMap(({ rows }) => rows).length <= limits.rows, {
    message: `has over ${limits.rows} rows in all`,
  })
  .refine((sections) => areDistinct(sections.flatMap(({ rows }) => rows).map(({ id }) => id)), {
    message: 'has an id twice',
  });

const list = {
  kind: z.literal('list'),
  ...around,
  header: InteractiveHeader.refine(({ kind }) => kind === 'text', { message: 'of a list is words alone' }).optional(),
  button: ButtonTitle,
};
export const ListContent = [
  z.object({ ...list, rows: ListRows }),
  z.object({ ...list, sections: ListSections }),
] as const;

/** The address behind a button. */
export const ButtonUrl = webAddress(limits.link);
/** A text with a button that opens an address. */
export const LinkContent = z.object({
  kind: z.literal('link'),
  ...around,
  header: InteractiveHeader.optional(),
  title: ButtonTitle,
  url: ButtonUrl,
});

/** Asks the contact whether the business may call. */
export const CallPermissionContent = z.object({
  kind: z.literal('call_permission'),
  text: BodyText,
  ...quotingContent,
});
