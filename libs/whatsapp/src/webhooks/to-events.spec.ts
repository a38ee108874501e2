import { describe, expect, it } from '@jest/globals';
import { InboundEvent } from '@threadline/contracts';
import { toEvents } from './to-events.js';
import type { MessageUpdate, StatusUpdate, TemplateStatusUpdate, WebhookUpdate } from './webhook-update.js';

const workspace = '0f7c2b1e-5a37-4b57-9f3a-6a1c7d1f0001';
const at = '2026-09-21T14:13:20.000Z';
const number = { wabaId: 'w-1', phoneNumberId: '1001' };
const message: MessageUpdate = {
  kind: 'message',
  ...number,
  messageId: 'wamid.IN',
  from: { phone: '+391234567890', userId: 'IT.abc', name: 'Anna' },
  at,
  content: { kind: 'text', text: 'hello' },
};
const status: StatusUpdate = {
  kind: 'status',
  ...number,
  messageId: 'wamid.OUT',
  to: { phone: '+391234567890' },
  at,
  status: 'failed',
  callbackId: 'm-1',
  error: { code: 131026 },
};
const template: TemplateStatusUpdate = {
  kind: 'template_status',
  wabaId: 'w-1',
  templateId: '9',
  name: 'cart',
  language: 'en',
  event: 'APPROVED',
  at,
};
const ours = [workspace];

describe('toEvents', () => {
  it('gives events that the dispatcher understands', () => {
    for (const update of [message, status, template]) {
      const [event] = toEvents(update, ours);
      expect(InboundEvent.parse(event)).toEqual(event);
      expect(event).toMatchObject({ time: at, workspaceid: workspace });
    }
  });

  it("derives ids from WhatsApp's own, so that a repeat is recognised", () => {
    const nameOf = (update: WebhookUpdate) => toEvents(update, ours).map(({ source, id }) => `${source} ${id}`);
    expect(nameOf(message)).toEqual(['whatsapp/1001 wamid.IN']);
    expect(nameOf(status)).toEqual(['whatsapp/1001 wamid.OUT/failed']);
    expect(nameOf(template)).toEqual([`whatsapp/w-1 9/APPROVED/${at}`]);
  });

  it('names the contact by phone, user id and first name', () => {
    const [event] = toEvents({ ...message, from: { ...message.from, name: 'x'.repeat(300) } }, ours);
    expect(event).toMatchObject({
      data: { contact: { phone: '+391234567890', whatsappUserId: 'IT.abc', firstName: 'x'.repeat(200) } },
    });
  });

  it('gives nothing for what is unsupported or belongs to nobody', () => {
    expect(toEvents({ kind: 'unsupported', wabaId: 'w-1', what: 'field x' }, ours)).toEqual([]);
    expect(toEvents(message, [])).toEqual([]);
  });
});
