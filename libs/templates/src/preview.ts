import type { Template } from '@threadline/persistence';
import { TemplateComponent } from '@threadline/whatsapp';
import { z } from 'zod';

/** A template as a contact would see it. Variables without a value stay as they are written, and are named. */
export interface TemplatePreview {
  header: string | null;
  body: string;
  footer: string | null;
  buttons: string[];
  missing: string[];
}

const Component = TemplateComponent.extend({
  format: z.string().optional(),
  text: z.string().optional(),
  buttons: z.array(z.looseObject({ text: z.string().optional() })).optional(),
});

/** Fills a template with values. A media header shows as its kind, such as `[IMAGE]`. */
export function previewOf(
  { components, variables }: Pick<Template, 'components' | 'variables'>,
  values: Readonly<Record<string, string>>,
): TemplatePreview {
  const parts = z.array(Component).parse(components);
  const part = (type: string) => parts.find((one) => one.type.toUpperCase() === type);
  const fill = (text: string) =>
    text.replaceAll(/\{\{\s*(\w+)\s*\}\}/g, (written, name: string) =>
      Object.hasOwn(values, name) ? (values[name] ?? written) : written,
    );
  const header = part('HEADER');
  return {
    header: header ? (header.text === undefined ? `[${header.format ?? 'MEDIA'}]` : fill(header.text)) : null,
    body: fill(part('BODY')?.text ?? ''),
    footer: part('FOOTER')?.text ?? null,
    buttons: (part('BUTTONS')?.buttons ?? []).flatMap(({ text }) => text ?? []),
    missing: variables.filter((name) => !Object.hasOwn(values, name)),
  };
}
