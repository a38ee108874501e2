import type { TemplateStatus } from '@threadline/persistence';
import { EditedTooOften, TemplateLocked } from './errors.js';

const dayMs = 24 * 60 * 60_000;

/**
 * What may be done to a template in each status. WhatsApp would let a rejected one be edited; copying it keeps what was rejected and
 * why. https://developers.facebook.com/documentation/business-messaging/whatsapp/templates/template-management
 */
const allowed = {
  edit: ['draft', 'approved', 'paused'],
  submit: ['draft'],
  delete: ['draft', 'approved', 'rejected', 'paused'],
} as const satisfies Record<string, readonly TemplateStatus[]>;

const wayOut: Readonly<Record<TemplateStatus, string>> = {
  draft: 'Submit it first.',
  pending: 'WhatsApp is reviewing it: wait for the result, or copy it.',
  approved: 'Copy it to make another one.',
  rejected: 'Copy it, correct the copy, and submit that.',
  paused: 'WhatsApp ends the pause by itself; copy it to make another one.',
  disabled: 'WhatsApp has disabled it: copy it to make another one.',
};

/** Throws {@link TemplateLocked} when that may not be done to a template in this status. */
export function refuseUnless(what: keyof typeof allowed, status: TemplateStatus): void {
  const statuses: readonly TemplateStatus[] = allowed[what];
  if (!statuses.includes(status))
    throw new TemplateLocked(`A template that is ${status} cannot be changed like that. ${wayOut[status]}`);
}

/**
 * The edits that count from now on, with this one. Throws {@link EditedTooOften}: an approved template takes one edit in 24 hours and
 * ten in 30 days. https://developers.facebook.com/documentation/business-messaging/whatsapp/templates/template-management
 */
export function editsWith(now: number, edits: readonly number[]): number[] {
  const counted = edits.filter((at) => at > now - 30 * dayMs).sort((a, b) => a - b);
  const last = counted.at(-1);
  const [oldest] = counted;
  if (last !== undefined && last > now - dayMs) throw new EditedTooOften(last + dayMs);
  if (counted.length >= 10 && oldest !== undefined) throw new EditedTooOften(oldest + 30 * dayMs);
  return [...counted, now];
}

/** When the name of a deleted template is free again: of an approved one after 30 days, of others at once. */
export const nameLockAfter = (now: number, status: TemplateStatus): number | undefined =>
  status === 'approved' || status === 'paused' ? now + 30 * dayMs : undefined;
