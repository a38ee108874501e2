import type { RunView } from './run-view.js';

/** Texts by name, all rendered, or why one of them could not be. */
export type RenderedFields<K extends string> = { ok: true; texts: Record<K, string> } | { ok: false; reason: string };

/** Renders several texts of a step. Names that have no text are left out. */
export function renderFields<K extends string>(
  run: RunView,
  fields: Readonly<Record<K, string | undefined>>,
): RenderedFields<K> {
  const texts: Partial<Record<K, string>> = {};
  for (const [name, template] of Object.entries(fields) as [K, string | undefined][]) {
    if (template === undefined) continue;
    const rendered = run.render(template);
    if (!rendered.ok) return { ok: false, reason: `${name}: ${rendered.reason}` };
    texts[name] = rendered.text;
  }
  return { ok: true, texts: texts as Record<K, string> };
}

/** Renders texts that WhatsApp refuses when they are empty, or have line breaks, tabs or more than four spaces in a row. */
export function renderVariables(run: RunView, variables: Readonly<Record<string, string>>): RenderedFields<string> {
  const rendered = renderFields(run, variables);
  if (!rendered.ok) return { ok: false, reason: `variable ${rendered.reason}` };
  const texts = Object.fromEntries(
    Object.entries(rendered.texts).map(([name, text]) => [name, text.replace(/\s+/gu, ' ').trim()]),
  );
  const empty = Object.keys(texts).find((name) => texts[name] === '');
  return empty === undefined ? { ok: true, texts } : { ok: false, reason: `variable ${empty} is empty` };
}
