import { z } from 'zod';
import type { ButtonContent, HeaderContent } from '../engine/decision.js';
import { LiquidText } from '../language/ids.js';
import { unionByField } from '../language/union-by-field.js';
import { renderVariables } from './render-fields.js';
import type { RunView } from './run-view.js';

const variableName = z
  .string()
  .regex(/^[a-z0-9_]{1,64}$/, 'is not a variable of a template; write 1, 2, … or its name');

/** What the variables of a template stand for. Positional ones are called `1`, `2`, …. */
export const Variables = z.record(variableName, LiquidText);

const mediaKind = z.enum(['image', 'video', 'document']);
const place = {
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
  name: z.string().max(1_000).optional(),
  address: z.string().max(1_000).optional(),
};

/** A place on earth. */
export const Location = z.strictObject(place).meta({ id: 'StepLocation' });

/** What fills the header of a template. */
export const Header = unionByField(
  {
    text: z.strictObject({ text: Variables }).describe('The variables of a text header.'),
    link: z.strictObject({ media: mediaKind, link: LiquidText.min(1) }),
    id: z.strictObject({ media: mediaKind, id: z.string().min(1).max(100) }),
    location: z.strictObject({ location: Location }),
  },
  { id: 'StepTemplateHeader' },
);
export type Header = z.infer<typeof Header>;

const index = z.number().int().min(0).max(9).describe('Which button, counted from 0.');

/** What fills a button of a template: what a quick reply sends back when tapped, or the end of an address. */
export const Button = unionByField(
  {
    payload: z.strictObject({ index, payload: z.string().min(1).max(256) }),
    urlSuffix: z.strictObject({ index, urlSuffix: LiquidText.min(1) }),
  },
  { id: 'StepTemplateButton' },
);
export type Button = z.infer<typeof Button>;

/** The rendered parts of a template, or why one could not be. */
export type RenderedParts =
  | { ok: true; variables: Record<string, string>; header?: HeaderContent; buttons?: ButtonContent[] }
  | { ok: false; reason: string };

interface Parts {
  variables: Record<string, string>;
  header?: Header | undefined;
  buttons?: Button[] | undefined;
}

/** Renders everything in a template that has Liquid in it. */
export function renderParts({ variables, header, buttons }: Parts, run: RunView): RenderedParts {
  const texts = renderVariables(run, variables);
  if (!texts.ok) return texts;
  const top = header === undefined ? undefined : renderHeader(header, run);
  if (top && !top.ok) return top;
  const bottom = buttons === undefined ? undefined : renderButtons(buttons, run);
  if (bottom && !bottom.ok) return bottom;
  return {
    ok: true,
    variables: texts.texts,
    ...(top && { header: top.header }),
    ...(bottom && { buttons: bottom.buttons }),
  };
}

/** The texts of a template's parts, with the fields they stand in. */
export function textsOfParts({ variables, header, buttons = [] }: Parts): { at: (string | number)[]; text: string }[] {
  const named = (at: string[], texts: Record<string, string>) =>
    Object.entries(texts).map(([name, text]) => ({ at: [...at, name], text }));
  return [
    ...named(['variables'], variables),
    ...(header && 'text' in header ? named(['header', 'text'], header.text) : []),
    ...(header && 'link' in header ? [{ at: ['header', 'link'], text: header.link }] : []),
    ...buttons.flatMap((button, position) =>
      'urlSuffix' in button ? [{ at: ['buttons', position, 'urlSuffix'], text: button.urlSuffix }] : [],
    ),
  ];
}

type Failed = { ok: false; reason: string };

function renderHeader(header: Header, run: RunView): { ok: true; header: HeaderContent } | Failed {
  if ('location' in header) {
    const { location } = header;
    return {
      ok: true,
      header: {
        kind: 'location',
        latitude: location.latitude,
        longitude: location.longitude,
        ...(location.name !== undefined && { name: location.name }),
        ...(location.address !== undefined && { address: location.address }),
      },
    };
  }
  if ('id' in header) return { ok: true, header: { kind: 'media', media: header.media, id: header.id } };
  const rendered = renderVariables(run, 'text' in header ? header.text : { link: header.link });
  if (!rendered.ok) return { ok: false, reason: `header ${rendered.reason}` };
  if ('text' in header) return { ok: true, header: { kind: 'text', variables: rendered.texts } };
  return { ok: true, header: { kind: 'media', media: header.media, link: rendered.texts['link'] ?? '' } };
}

function renderButtons(buttons: readonly Button[], run: RunView): { ok: true; buttons: ButtonContent[] } | Failed {
  const rendered: ButtonContent[] = [];
  for (const button of buttons) {
    if ('payload' in button) {
      rendered.push({ index: button.index, payload: button.payload });
      continue;
    }
    const suffix = renderVariables(run, { urlSuffix: button.urlSuffix });
    if (!suffix.ok) return { ok: false, reason: `button ${button.index}: ${suffix.reason}` };
    rendered.push({ index: button.index, urlSuffix: suffix.texts['urlSuffix'] ?? '' });
  }
  return { ok: true, buttons: rendered };
}
