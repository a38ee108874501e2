import { liquid, parseTemplate } from './liquid.js';

/** A variable a template reads: its path as far as it is fixed. */
export type ReadPath = readonly string[];

/** What a template reads, or why Liquid cannot read the template. Names the template itself assigns are left out. */
export function inspectTemplate(template: string): { ok: true; reads: ReadPath[] } | { ok: false; reason: string } {
  try {
    const { globals } = liquid.analyzeSync(parseTemplate(template), { partials: false });
    const reads = Object.values(globals)
      .flat()
      .map(({ segments }) => fixedPart(segments));
    return { ok: true, reads };
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : String(error) };
  }
}

function fixedPart(segments: readonly unknown[]): string[] {
  const dynamic = segments.findIndex((segment) => typeof segment === 'object');
  return segments.slice(0, dynamic === -1 ? undefined : dynamic).map(String);
}
