import {
  headerMediaKinds,
  MediaLink,
  messageLimits as limits,
  words,
  type TemplateButton,
  type TemplateHeader,
  type VariableValue,
} from '@threadline/domain';
import { z } from 'zod';
import { LiquidText } from '../language/ids.js';
import { unionByField } from '../language/union-by-field.js';
import type { TextField } from './define-step.js';
import { renderVariables } from './render-fields.js';
import type { RunView } from './run-view.js';
import { renderButtons, textsOfButton, type Button } from './template-buttons.js';
import { HeaderVariables, renderValues, textsOfVariables, type Variables } from './template-variables.js';

const media = z.enum(headerMediaKinds);

/** A place on earth. */
export const Location = z
  .strictObject({
    latitude: z.number().min(-90).max(90),
    longitude: z.number().min(-180).max(180),
    name: z.string().min(1).max(limits.place).optional(),
    address: z.string().min(1).max(limits.place).optional(),
  })
  .meta({ id: 'StepLocation' });

/** What fills the header of a template. */
export const Header = unionByField(
  {
    text: z.strictObject({ text: HeaderVariables }).describe('The variables of a text header.'),
    link: z.strictObject({ media, link: LiquidText.min(1) }),
    id: z.strictObject({ media, id: z.string().min(1).max(100) }),
    location: z.strictObject({ location: Location }),
  },
  { id: 'StepTemplateHeader' },
);
export type Header = z.infer<typeof Header>;

/** The rendered parts of a template, or why one could not be. */
export type RenderedParts =
  { ok: true; variables: Record<string, VariableValue>; header?: TemplateHeader; buttons?: TemplateButton[] } | Failed;

interface Parts {
  variables: Variables;
  header?: Header | undefined;
  buttons?: Button[] | undefined;
}
type Failed = { ok: false; reason: string };

/** Renders everything in a template that has Liquid in it. */
export function renderParts({ variables, header, buttons }: Parts, run: RunView): RenderedParts {
  const body = renderValues(variables, run);
  if (!body.ok) return body;
  const top = header === undefined ? undefined : renderHeader(header, run);
  if (top && !top.ok) return top;
  const bottom = buttons === undefined ? undefined : renderButtons(buttons, run);
  if (bottom && !bottom.ok) return bottom;
  return {
    ok: true,
    variables: body.values,
    ...(top && { header: top.header }),
    ...(bottom && { buttons: bottom.buttons }),
  };
}

/** The texts of a template's parts, with the fields they stand in. */
export function textsOfParts({ variables, header, buttons = [] }: Parts): TextField[] {
  return [
    ...textsOfVariables(variables),
    ...(header && 'text' in header ? textsOfHeader(header.text) : []),
    ...(header && 'link' in header ? [{ at: ['header', 'link'], text: header.link, takes: MediaLink }] : []),
    ...buttons.flatMap((button, position) => textsOfButton(button, ['buttons', position])),
  ];
}

const textsOfHeader = (texts: Record<string, string>): TextField[] =>
  Object.entries(texts).map(([name, text]) => ({ at: ['header', 'text', name], text, takes: words(limits.header) }));

function renderHeader(header: Header, run: RunView): { ok: true; header: TemplateHeader } | Failed {
  if ('location' in header) return { ok: true, header: { kind: 'location', ...header.location } };
  if ('id' in header) return { ok: true, header: { kind: 'media', ...header } };
  const rendered = renderVariables(run, 'text' in header ? header.text : { link: header.link });
  if (!rendered.ok) return { ok: false, reason: `header ${rendered.reason}` };
  if ('text' in header) return { ok: true, header: { kind: 'text', variables: rendered.texts } };
  return { ok: true, header: { kind: 'media', media: header.media, link: rendered.texts['link'] ?? '' } };
}
