import { z } from 'zod';
import { cloudEvent } from './cloud-event.js';

const contactId = z.uuid();
const run = {
  runId: z.uuid(),
  contactId,
  automationId: z.uuid(),
  version: z.number().int(),
  key: z.string().optional(),
};
const message = {
  messageId: z.uuid(),
  contactId,
  runId: z.uuid().optional(),
  step: z.string().optional(),
  turn: z.number().int().optional(),
};

/** What Threadline tells others, one schema per event type. Event ids are derived, so that a repeat is recognised. */
export const outboundEvents = [
  cloudEvent('contact.created', z.object({ contactId })),
  cloudEvent('contact.tag_added', z.object({ contactId, tag: z.string() })),
  cloudEvent('contact.opted_out', z.object({ contactId, via: z.string() })),
  cloudEvent('run.armed', z.object({ ...run, until: z.iso.datetime() })),
  cloudEvent('run.disarmed', z.object(run)),
  cloudEvent('run.entered', z.object(run)),
  cloudEvent('run.refused', z.object({ ...run, reason: z.string() })),
  cloudEvent('run.completed', z.object({ ...run, reason: z.string() })),
  cloudEvent('run.exited', z.object({ ...run, reason: z.string() })),
  cloudEvent(
    'run.converted',
    z.object({ ...run, orderId: z.string(), total: z.number().optional(), currency: z.string().optional() }),
  ),
  cloudEvent('message.received', z.object(message)),
  cloudEvent('message.accepted', z.object(message)),
  cloudEvent('message.sent', z.object(message)),
  cloudEvent('message.delivered', z.object(message)),
  cloudEvent('message.read', z.object(message)),
  cloudEvent('message.failed', z.object({ ...message, reason: z.string() })),
  cloudEvent('message.skipped', z.object({ ...message, reason: z.string() })),
  cloudEvent('message.unknown', z.object(message)),
] as const;

/** An event Threadline emits through its outbox. */
export type OutboundEvent = z.infer<(typeof outboundEvents)[number]>;
