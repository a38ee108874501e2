import { FooterText, headerMediaKinds, HeaderText, MediaLink, type InteractiveHeader } from '@threadline/domain';
import { z } from 'zod';
import { LiquidText } from '../language/ids.js';
import { unionByField } from '../language/union-by-field.js';
import type { TextField } from './define-step.js';
import { renderFields } from './render-fields.js';
import type { RunView } from './run-view.js';

/** Quotes what the contact wrote last to this run. */
export const quote = z
  .boolean()
  .optional()
  .describe('Whether the contact`s last message is quoted. Nothing is quoted when the contact wrote nothing.');

/** The message to quote, when the step wants it and there is one. */
export function quoted(step: { quote?: boolean | undefined }, { lastMessage }: RunView): { replyTo?: string } {
  return step.quote === true && lastMessage ? { replyTo: lastMessage.messageId } : {};
}

const headerText = z.strictObject({ text: LiquidText.min(1) }).describe('Words at the top.');
const media = z.enum(headerMediaKinds);

/** What stands above the text of a message with buttons or a link. */
export const MessageHeader = unionByField(
  {
    text: headerText,
    link: z.strictObject({ media, link: LiquidText.min(1) }),
    id: z.strictObject({ media, id: z.string().min(1).max(100) }),
  },
  { id: 'StepMessageHeader', description: 'Words, or a file by its address or by the id WhatsApp gave it.' },
);
/** What stands above the text of a list. */
export const ListHeader = headerText;
type MessageHeader = z.infer<typeof MessageHeader>;

/** What stands above and below the text. */
export interface Around {
  header?: MessageHeader | z.infer<typeof ListHeader> | undefined;
  footer?: string | undefined;
}

export type RenderedAround = { ok: true; around: { header?: InteractiveHeader; footer?: string } };

/** Renders what stands above and below the text. */
export function renderAround({ header, footer }: Around, run: RunView): RenderedAround | { ok: false; reason: string } {
  const rendered = renderFields(run, {
    'header.text': header && 'text' in header ? header.text : undefined,
    'header.link': header && 'link' in header ? header.link : undefined,
    footer,
  });
  if (!rendered.ok) return rendered;
  const { texts } = rendered;
  const top = header && renderedHeader(header, { text: texts['header.text'], link: texts['header.link'] });
  return {
    ok: true,
    around: { ...(top && { header: top }), ...(texts.footer !== undefined && { footer: texts.footer }) },
  };
}

function renderedHeader(
  header: NonNullable<Around['header']>,
  texts: { text: string; link: string },
): InteractiveHeader {
  if ('text' in header) return { kind: 'text', text: texts.text };
  const source = 'id' in header ? { id: header.id } : { link: texts.link };
  return { kind: 'media', media: header.media, ...source };
}

/** The texts of what stands above and below. */
export function textsAround({ header, footer }: Around): TextField[] {
  return [
    ...(header && 'text' in header ? [{ at: ['header', 'text'], text: header.text, takes: HeaderText }] : []),
    ...(header && 'link' in header ? [{ at: ['header', 'link'], text: header.link, takes: MediaLink }] : []),
    ...(footer === undefined ? [] : [{ at: ['footer'], text: footer, takes: FooterText }]),
  ];
}
