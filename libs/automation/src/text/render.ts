import { liquid, maxTextLength, parseTemplate } from './liquid.js';
import { scopeOf, type TextSource } from './scope.js';

/** A text, or why there is none. */
export type Rendered = { ok: true; text: string } | { ok: false; reason: string };

/** Renders a template for a run. A variable that has no value is empty; what Liquid cannot do is a reason, never thrown. */
export function renderText(template: string, source: TextSource): Rendered {
  try {
    const text = String(liquid.renderSync(parseTemplate(template), scopeOf(source)));
    if (text.length > maxTextLength)
      return { ok: false, reason: `the text has ${text.length} characters, over ${maxTextLength}` };
    return { ok: true, text };
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : String(error) };
  }
}
