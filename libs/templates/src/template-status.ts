import type { TemplateCategory, TemplateStatus } from '@threadline/persistence';
import { z } from 'zod';

/** What an event of WhatsApp makes of a template, and from which statuses. */
interface Transition {
  to: TemplateStatus;
  from: readonly TemplateStatus[];
}

const reviewed = ['draft', 'pending'] as const;
const everyStatus = [...reviewed, 'approved', 'rejected', 'paused', 'disabled'] as const;
const disabled: Transition = { to: 'disabled', from: everyStatus };
const restored: Transition = { to: 'approved', from: ['paused', 'disabled'] };

/**
 * Events that change whether a template may be sent. Others, such as `FLAGGED`, only warn. A review that is still going on
 * never takes back its result, because webhooks come late and twice.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/message_template_status_update
 */
const transitions: Readonly<Record<string, Transition>> = {
  PENDING: { to: 'pending', from: ['draft'] },
  IN_APPEAL: { to: 'pending', from: ['rejected'] },
  APPROVED: { to: 'approved', from: [...reviewed, 'rejected', 'paused'] },
  REINSTATED: restored,
  UNARCHIVED: restored,
  REJECTED: { to: 'rejected', from: [...reviewed, 'approved', 'paused'] },
  PAUSED: { to: 'paused', from: [...reviewed, 'approved'] },
  DISABLED: disabled,
  ARCHIVED: disabled,
  PENDING_DELETION: disabled,
  DELETED: disabled,
};

/** The transition of an event; undefined for events that change nothing. */
export const transitionOf = (event: string): Transition | undefined =>
  Object.hasOwn(transitions, event) ? transitions[event] : undefined;

/** The status WhatsApp gave a template at its creation. */
export const statusOf = (word: string): TemplateStatus => transitionOf(word)?.to ?? 'pending';

const Category = z
  .string()
  .toLowerCase()
  .pipe(z.enum(['marketing', 'utility', 'authentication']));

/** WhatsApp's word for a category as ours; undefined for one that we do not know. */
export function categoryOf(word: string | undefined): TemplateCategory | undefined {
  return Category.safeParse(word).data;
}
