import { Liquid, type FilterImplOptions, type Template } from 'liquidjs';

/** WhatsApp refuses longer texts. https://developers.facebook.com/docs/whatsapp/cloud-api/messages/text-messages */
export const maxTextLength = 4_096;
const maxTemplateLength = 8_000;
const renderMs = 250;
const memoryUnits = 200_000;
const rememberedTemplates = 1_000;

/** Tags and filters that reach for files, the machine's clock, or chance. */
const unwantedTags = ['include', 'render', 'layout', 'block'];
const unwantedFilters = ['sample', 'date_to_xmlschema', 'date_to_rfc822', 'date_to_string', 'date_to_long_string'];

/** Liquid without files, clock and chance, within limits of length, time and memory. */
export const liquid = new Liquid({
  templates: {},
  ownPropertyOnly: true,
  strictFilters: true,
  locale: 'en-US',
  timezoneOffset: 'UTC',
  parseLimit: maxTemplateLength,
  renderLimit: renderMs,
  memoryLimit: memoryUnits,
});
for (const tag of unwantedTags) delete liquid.tags[tag];
for (const filter of unwantedFilters) delete liquid.filters[filter];
liquid.registerFilter('date', inTheRunsTime(liquid.filters['date']));

/** Dates are written in the contact's zone unless told otherwise, and `now` is the run's own moment. */
function inTheRunsTime(date: FilterImplOptions | undefined): FilterImplOptions {
  const handler = typeof date === 'function' ? date : date?.handler;
  if (!handler) throw new Error('Liquid has no date filter');
  return function (value: unknown, format: unknown, zone: unknown) {
    const isNow = value === 'now' || value === 'today';
    const moment: unknown = isNow ? this.context.getSync(['run', 'now']) : value;
    return handler.call(this, moment, format, zone ?? this.context.getSync(['contact', 'timeZone'])) as unknown;
  };
}

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
