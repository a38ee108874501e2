import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { UnreadableWebhook } from './envelope.js';
import { parseWebhook } from './parse-webhook.js';
import type { MessageUpdate } from './webhook-update.js';

// The same cases on every machine; another seed looks at others.
fc.configureGlobal({ seed: 20_261_121 });

const webhook = (field: string, value: unknown, time?: number) => ({
  object: 'whatsapp_business_account',
  entry: [{ id: 'w-1', ...(time !== undefined && { time }), changes: [{ field, value }] }],
});
const metadata = { display_phone_number: '15550001111', phone_number_id: '1001' };
const inbound = (
  message: Record<string, unknown>,
  contacts: unknown = [{ profile: { name: 'Anna' }, wa_id: '391234567890' }],
) =>
  webhook('messages', {
    messaging_product: 'whatsapp',
    metadata,
    contacts,
    messages: [{ from: '391234567890', id: 'wamid.IN', timestamp: '1790000000', ...message }],
  });
const status = (fields: Record<string, unknown>) =>
  webhook('messages', {
    messaging_product: 'whatsapp',
    metadata,
    statuses: [{ id: 'wamid.OUT', timestamp: '1790000000', recipient_id: '391234567890', ...fields }],
  });
const contentOf = (message: Record<string, unknown>) => (parseWebhook(inbound(message))[0] as MessageUpdate).content;

describe('parseWebhook: messages', () => {
  it('reads who wrote what, when, to which number, and what it quotes', () => {
    expect(
      parseWebhook(inbound({ type: 'text', text: { body: 'hello' }, context: { from: '1', id: 'wamid.OUT' } })),
    ).toEqual([
      {
        kind: 'message',
        wabaId: 'w-1',
        phoneNumberId: '1001',
        messageId: 'wamid.IN',
        from: { phone: '+391234567890', name: 'Anna' },
        at: '2026-09-21T14:13:20.000Z',
        quotedMessageId: 'wamid.OUT',
        content: { kind: 'text', text: 'hello' },
      },
    ]);
  });

  it.each([
    [
      { type: 'button', button: { payload: 'p', text: 'Help' } },
      { kind: 'button', payload: 'p', text: 'Help' },
    ],
    [
      { type: 'interactive', interactive: { type: 'button_reply', button_reply: { id: 'p', title: 'Help' } } },
      { kind: 'button', payload: 'p', text: 'Help' },
    ],
    [
      {
        type: 'interactive',
        interactive: { type: 'list_reply', list_reply: { id: 'r', title: 'Row', description: 'd' } },
      },
      { kind: 'list_reply', id: 'r', title: 'Row', description: 'd' },
    ],
    [
      { type: 'image', image: { id: '5', mime_type: 'image/png', sha256: 'x', caption: 'look' } },
      { kind: 'media', media: 'image', mediaId: '5', mimeType: 'image/png', caption: 'look' },
    ],
    [
      { type: 'document', document: { id: '5', filename: 'a.pdf' } },
      { kind: 'media', media: 'document', mediaId: '5', fileName: 'a.pdf' },
    ],
    [
      { type: 'location', location: { latitude: 1, longitude: 2, url: 'x' } },
      { kind: 'location', latitude: 1, longitude: 2 },
    ],
    [
      { type: 'reaction', reaction: { message_id: 'wamid.OUT', emoji: '👍' } },
      { kind: 'reaction', messageId: 'wamid.OUT', emoji: '👍' },
    ],
    [
      { type: 'order', order: {} },
      { kind: 'unsupported', type: 'order' },
    ],
    [
      { type: 'interactive', interactive: { type: 'nfm_reply' } },
      { kind: 'unsupported', type: 'interactive' },
    ],
    [{ type: 'text' }, { kind: 'unsupported', type: 'text' }],
    [{ type: 'constructor' }, { kind: 'unsupported', type: 'constructor' }],
  ])('reads the content %j', (message, content) => {
    expect(contentOf(message)).toEqual(content);
  });

  it('knows someone who hides their phone by their user id', () => {
    const webhookBody = inbound({ from: undefined, from_user_id: 'IT.abc', type: 'text', text: { body: 'x' } }, [
      { profile: { name: 'Anna', username: 'anna' }, user_id: 'IT.abc' },
    ]);
    expect(parseWebhook(webhookBody)).toMatchObject([{ from: { userId: 'IT.abc', name: 'Anna' } }]);
    expect(parseWebhook(webhookBody)[0]).not.toHaveProperty('from.phone');
  });

  it("never gives one sender another contact's name or id", () => {
    const others = [{ profile: { name: 'Berta' }, wa_id: '399999999999', user_id: 'IT.b' }];
    expect(parseWebhook(inbound({ type: 'text', text: { body: 'x' } }, others))).toMatchObject([
      { from: { phone: '+391234567890' } },
    ]);
    expect(parseWebhook(inbound({ type: 'text', text: { body: 'x' } }, others))[0]).not.toHaveProperty('from.userId');
  });

  it('takes out of texts what Postgres cannot store', () => {
    expect(contentOf({ type: 'text', text: { body: 'a\u0000b\ud800c😀' } })).toEqual({
      kind: 'text',
      text: 'ab\ufffdc😀',
    });
  });
});

describe('parseWebhook: statuses', () => {
  it('reads what became of a message, with our own id', () => {
    expect(parseWebhook(status({ status: 'delivered', biz_opaque_callback_data: 'm-1' }))).toEqual([
      {
        kind: 'status',
        wabaId: 'w-1',
        phoneNumberId: '1001',
        messageId: 'wamid.OUT',
        to: { phone: '+391234567890' },
        at: '2026-09-21T14:13:20.000Z',
        status: 'delivered',
        callbackId: 'm-1',
      },
    ]);
  });

  it('reads why a message failed', () => {
    const errors = [{ code: 131026, title: 'Message undeliverable', error_data: { details: 'not on WhatsApp' } }];
    expect(parseWebhook(status({ status: 'failed', errors }))).toMatchObject([
      { status: 'failed', error: { code: 131026, title: 'Message undeliverable', details: 'not on WhatsApp' } },
    ]);
  });

  it('takes played for read', () => {
    expect(parseWebhook(status({ status: 'played' }))).toMatchObject([{ status: 'read' }]);
  });
});

describe('parseWebhook: templates and the rest', () => {
  const value = {
    event: 'REJECTED',
    message_template_id: 123456789012,
    message_template_name: 'cart',
    message_template_language: 'en',
    reason: 'PROMOTIONAL',
  };

  it('reads what became of a template', () => {
    expect(parseWebhook(webhook('message_template_status_update', value, 1_790_000_000))).toEqual([
      {
        kind: 'template_status',
        wabaId: 'w-1',
        templateId: '123456789012',
        name: 'cart',
        language: 'en',
        event: 'REJECTED',
        reason: 'PROMOTIONAL',
        at: '2026-09-21T14:13:20.000Z',
      },
    ]);
  });

  it('takes NONE and null for no reason, and the time of receipt when there is no other', () => {
    for (const reason of ['NONE', null, undefined]) {
      const [update] = parseWebhook(
        webhook('message_template_status_update', { ...value, reason }),
        Date.UTC(2026, 0, 1),
      );
      expect(update).toMatchObject({ at: '2026-01-01T00:00:00.000Z' });
      expect(update).not.toHaveProperty('reason');
    }
  });

  it('names a field that it does not know', () => {
    expect(parseWebhook(webhook('history', {}))).toEqual([
      { kind: 'unsupported', wabaId: 'w-1', what: 'field history' },
    ]);
  });

  it('keeps the updates beside one that it cannot read', () => {
    const good = { id: 'wamid.A', status: 'sent', timestamp: '1', recipient_id: '391234567890' };
    const statuses = [
      { id: 'no time' },
      good,
      'text',
      null,
      { ...good, timestamp: 'yesterday' },
      { ...good, recipient_id: 'x' },
    ];
    const updates = parseWebhook(webhook('messages', { metadata, statuses }));
    expect(updates.map(({ kind }) => kind)).toEqual([
      'unsupported',
      'status',
      'unsupported',
      'unsupported',
      'unsupported',
      'unsupported',
    ]);
  });

  it.each([
    [null, ''],
    ['text', ''],
    [{}, '/object'],
    [{ object: 'page', entry: [] }, '/object'],
    [
      { object: 'whatsapp_business_account', entry: [{ id: 'w', changes: [{ field: 'messages' }] }] },
      '/entry/0/changes/0/value',
    ],
  ])('refuses %j and names the place', (body, path) => {
    expect(() => parseWebhook(body)).toThrow(expect.objectContaining({ code: 'unreadable_webhook', path }));
  });

  it('throws nothing else, whatever comes', () => {
    const hostile = fc.oneof(
      fc.jsonValue(),
      fc
        .record({
          field: fc.constantFrom('messages', 'message_template_status_update', '__proto__'),
          value: fc.jsonValue(),
        })
        .map(({ field, value: inside }) => webhook(field, inside)),
      fc
        .jsonValue()
        .map((messages) => webhook('messages', { metadata, messages, contacts: messages, statuses: messages })),
      fc.array(fc.jsonValue()).map((messages) => webhook('messages', { metadata, messages, contacts: messages })),
    );
    fc.assert(
      fc.property(hostile, (body) => {
        try {
          return Array.isArray(parseWebhook(body));
        } catch (error) {
          return error instanceof UnreadableWebhook;
        }
      }),
    );
  });
});
