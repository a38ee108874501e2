import { valueAt } from '@threadline/automation';

type Captured = { ok: true; data: Record<string, unknown> } | { ok: false; reason: string; detail: string };

/** What is kept of answers is part of the run's state, which every decision reads. */
const maxCapturedBytes = 8 * 1_024;

/** The parts of a JSON answer that the author named, by their paths in it. What is not there is null. */
export function captured(capture: Record<string, string>, { body, isCut }: { body: string; isCut: boolean }): Captured {
  const wanted = Object.entries(capture);
  if (wanted.length === 0) return { ok: true, data: {} };
  if (isCut) return { ok: false, reason: 'answer_too_large', detail: 'the answer is too large to be read' };
  const json = jsonIn(body);
  if (json === undefined) return { ok: false, reason: 'answer_not_json', detail: 'the answer is not JSON' };
  const data = Object.fromEntries(wanted.map(([name, path]) => [name, valueAt(json, path) ?? null]));
  return Buffer.byteLength(JSON.stringify(data)) > maxCapturedBytes
    ? { ok: false, reason: 'answer_too_large', detail: `the captured parts are larger than ${maxCapturedBytes} bytes` }
    : { ok: true, data };
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
