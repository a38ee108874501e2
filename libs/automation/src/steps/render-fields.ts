import type { TextField } from './define-step.js';
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

/** Plain data with all its texts rendered, or why one of them could not be. */
export type RenderedData<T> = { ok: true; data: T } | { ok: false; reason: string };

/** Renders every text in plain data, however deep. `at` is where it stands, for whoever reads the reason. */
export function renderData<T>(run: RunView, data: T, at: string): RenderedData<T> {
  if (typeof data === 'string') {
    const rendered = run.render(data);
    return rendered.ok ? { ok: true, data: rendered.text as T } : { ok: false, reason: `${at}: ${rendered.reason}` };
  }
  if (typeof data !== 'object' || data === null) return { ok: true, data };
  const copy: Record<string, unknown> | unknown[] = Array.isArray(data) ? [] : {};
  for (const [name, part] of Object.entries(data)) {
    const rendered = renderData(run, part as unknown, `${at}.${name}`);
    if (!rendered.ok) return rendered;
    (copy as Record<string, unknown>)[name] = rendered.data;
  }
  return { ok: true, data: copy as T };
}

/** Every text in plain data, with the field it stands in. */
export function textsIn(data: unknown, at: readonly (string | number)[]): TextField[] {
  if (typeof data === 'string') return [{ at, text: data }];
  if (typeof data !== 'object' || data === null) return [];
  return Object.entries(data).flatMap(([name, part]) => textsIn(part, [...at, name]));
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
