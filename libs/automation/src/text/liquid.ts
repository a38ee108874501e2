import { Liquid, type Template } from 'liquidjs';

/** WhatsApp refuses longer texts. https://developers.facebook.com/docs/whatsapp/cloud-api/messages/text-messages */
export const maxTextLength = 4_096;
const maxTemplateLength = 8_000;
const renderMs = 250;
const memoryUnits = 200_000;
const rememberedTemplates = 1_000;

/** Tags and filters that reach for files or are different each time. */
const unwantedTags = ['include', 'render', 'layout', 'block'];
const unwantedFilters = ['sample', 'shuffle'];

/** Liquid without files and without chance, within limits of length, time and memory. */
export const liquid = new Liquid({
  templates: {},
  ownPropertyOnly: true,
  strictFilters: true,
  parseLimit: maxTemplateLength,
  renderLimit: renderMs,
  memoryLimit: memoryUnits,
});
for (const tag of unwantedTags) delete liquid.tags[tag];
for (const filter of unwantedFilters) delete liquid.filters[filter];

const parsed = new Map<string, Template[]>();

/** Parses a template; remembered, since the same texts are rendered over and over. Throws what Liquid says against it. */
export function parseTemplate(template: string): Template[] {
  const known = parsed.get(template);
  if (known) return known;
  if (parsed.size >= rememberedTemplates) parsed.clear();
  const fresh = liquid.parse(template);
  parsed.set(template, fresh);
  return fresh;
}
