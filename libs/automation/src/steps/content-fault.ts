import { contentFault } from '@threadline/domain';
import type { SendContent } from '../engine/decision.js';

/** What WhatsApp would refuse in a rendered message, by the step's field. `within` is the field that holds the contents. */
export function faultIn(content: SendContent, within?: string): { reason: string; detail: string } | undefined {
  const fault = contentFault(content);
  if (!fault) return undefined;
  const field = within === undefined ? fault.field : `${within}.${fault.field}`;
  return { reason: 'invalid_content', detail: `${field} ${fault.message}` };
}
