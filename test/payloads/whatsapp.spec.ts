import { describe, expect, it } from '@jest/globals';
import { parseInboundEvent } from '@threadline/contracts';
import { addresseeOf, parseWebhook, routeOf, toEvents, type WhatsAppEvent } from '@threadline/whatsapp';
import { readdirSync, readFileSync } from 'node:fs';

const folder = new URL('whatsapp/', import.meta.url);
const workspaceId = '0f7c2b1e-5a37-4b57-9f3a-6a1c7d1f0001';
const files = readdirSync(folder);
const bodyOf = (name: string): unknown => JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8'));
const eventsOf = (name: string): WhatsAppEvent[] =>
  parseWebhook(bodyOf(name), 0).flatMap((update) => toEvents(update, [workspaceId]));

const contact = { phone: '+393331234567' };
const anna = { ...contact, whatsappUserId: 'IT.8sk20dkfP1', firstName: 'Anna Rossi' };
const quoted = 'wamid.HBgMMzkzMzMxMjM0NTY3FQIAERgS99';
const content = (kind: string, more: object = {}) => ({ contact: anna, content: { kind, ...more } });
const template = { name: 'cart_reminder', language: 'en', templateId: '594425479261596' };

type Told = readonly [type: string, data: object];
const message = (data: object): Told => ['whatsapp.message.received', data];

/** What each recorded webhook becomes. */
const becomes: Record<string, readonly Told[]> = {
  text: [message(content('text', { text: 'Ciao, è arrivato? 👋' }))],
  'text-quoted': [message({ quotedMessageId: quoted })],
  'text-referral': [
    message({
      referral: { sourceType: 'ad', sourceId: '120208', headline: 'Autumn sale', clickId: 'ARAkLkA8rmlFeiCktEJQ' },
    }),
  ],
  'media-image': [message(content('media', { media: 'image', mediaId: '90000000001', caption: 'Broken' }))],
  'media-video': [message(content('media', { media: 'video', mimeType: 'video/mp4' }))],
  'media-audio': [message(content('media', { media: 'audio' }))],
  'media-document': [message(content('media', { media: 'document', fileName: 'invoice.pdf' }))],
  'media-sticker': [message(content('media', { media: 'sticker' }))],
  'button-of-template': [
    message({ quotedMessageId: quoted, ...content('button', { payload: 'run:help', text: 'Help me' }) }),
  ],
  'button-reply': [message({ quotedMessageId: quoted, ...content('button', { payload: 'yes', text: 'Yes' }) })],
  'list-reply': [message(content('list_reply', { id: 'r1', title: 'Tuesday', description: 'Morning' }))],
  'flow-reply': [
    message(content('flow_reply', { name: 'flow', data: { flow_token: 't-1', size: 'M', agreed: true } })),
  ],
  location: [message(content('location', { latitude: 45.4642, longitude: 9.19, name: 'Duomo' }))],
  contacts: [
    message(
      content('contacts', {
        contacts: [
          {
            name: 'Bruno Bianchi',
            phones: ['+39 333 7654321'],
            emails: ['bruno@example.com'],
            organisation: 'Bianchi srl',
          },
        ],
      }),
    ),
  ],
  reaction: [message(content('reaction', { messageId: quoted, emoji: '👍' }))],
  'reaction-removed': [message(content('reaction', { messageId: quoted }))],
  order: [
    message(
      content('order', {
        catalogId: '700001',
        text: 'By Friday please',
        items: [
          { productId: 'sku-1', quantity: 2, price: 19.9, currency: 'EUR' },
          { productId: 'sku-2', quantity: 1, price: 5, currency: 'EUR' },
        ],
      }),
    ),
  ],
  unsupported: [message(content('unsupported', { type: 'unsupported' }))],
  edit: [
    [
      'whatsapp.message.edited',
      {
        contact: anna,
        messageId: 'wamid.HBgMMzkzMzMxMjM0NTY3FQIAEhg01',
        content: { kind: 'text', text: 'Ciao, è arrivata?' },
      },
    ],
  ],
  revoke: [['whatsapp.message.revoked', { contact: anna, messageId: 'wamid.HBgMMzkzMzMxMjM0NTY3FQIAEhg01' }]],
  'number-changed': [['whatsapp.contact.number_changed', { contact, phone: '+393409999999' }]],
  'phone-less-text': [message({ contact: { whatsappUserId: 'IT.8sk20dkfP1', firstName: 'Anna' } })],
  'call-permission': [
    ['whatsapp.call.permission_changed', { contact: anna, isAllowed: true, until: '2026-11-28T10:00:00.000Z' }],
  ],
  'status-sent': [
    [
      'whatsapp.message.status',
      {
        status: 'sent',
        callbackId: '3f0f1f9e-7c55-5a9c-9d3e-0c7a5a1f2b01',
        pricing: { billable: true, model: 'PMP', category: 'marketing', type: 'regular' },
      },
    ],
  ],
  'status-delivered': [['whatsapp.message.status', { status: 'delivered' }]],
  'status-read': [['whatsapp.message.status', { status: 'read' }]],
  'status-played': [['whatsapp.message.status', { status: 'read' }]],
  'status-failed': [
    [
      'whatsapp.message.status',
      { error: { code: 131026, details: 'Receiver is incapable of receiving this message' } },
    ],
  ],
  'status-failed-marketing-stopped': [
    ['whatsapp.message.status', { status: 'failed' }],
    ['whatsapp.preference.changed', { contact, marketing: 'stop' }],
  ],
  'status-of-user-id': [['whatsapp.message.status', { contact: { whatsappUserId: 'IT.8sk20dkfP1' } }]],
  'account-errors': [
    ['whatsapp.account.updated', { phoneNumberId: '100000000000001', field: 'errors', details: { code: 130429 } }],
  ],
  'marketing-stop': [['whatsapp.preference.changed', { contact: anna, marketing: 'stop' }]],
  'marketing-resume': [['whatsapp.preference.changed', { contact: anna, marketing: 'resume' }]],
  'marketing-stop-phone-less': [['whatsapp.preference.changed', { marketing: 'stop' }]],
  'call-connect': [['whatsapp.call.started', { contact: anna, direction: 'inbound' }]],
  'call-terminate': [['voice.call.ended', { contact: anna, result: 'answered', durationSeconds: 100 }]],
  'call-missed': [['voice.call.ended', { contact: anna, result: 'missed' }]],
  'call-failed': [['voice.call.ended', { result: 'failed' }]],
  'call-rejected': [['voice.call.ended', { contact, result: 'declined' }]],
  'template-approved': [
    ['whatsapp.template.status_changed', { ...template, event: 'APPROVED', category: 'MARKETING' }],
  ],
  'template-rejected': [['whatsapp.template.status_changed', { event: 'REJECTED', reason: 'INVALID_FORMAT' }]],
  'template-paused': [
    ['whatsapp.template.status_changed', { event: 'PAUSED', pausedUntil: expect.stringContaining('T') }],
  ],
  'template-quality': [['whatsapp.template.quality_changed', { ...template, quality: 'YELLOW', previous: 'GREEN' }]],
  'template-category-announced': [
    [
      'whatsapp.template.category_changed',
      { category: 'MARKETING', previous: 'UTILITY', takesEffectAt: '2026-11-22T10:00:00.000Z' },
    ],
  ],
  'template-category-changed': [['whatsapp.template.category_changed', { category: 'MARKETING', previous: 'UTILITY' }]],
  'template-components': [
    ['whatsapp.template.edited', { ...template, components: { message_template_element: 'Hi {{1}}' } }],
  ],
  'number-quality': [
    [
      'whatsapp.number.quality_changed',
      { displayPhone: '15550001111', event: 'FLAGGED', limit: 'TIER_10K', previousLimit: 'TIER_2K' },
    ],
  ],
  'account-update': [
    ['whatsapp.account.updated', { field: 'account_update', details: { event: 'ACCOUNT_RESTRICTION' } }],
  ],
  'account-alert': [['whatsapp.account.updated', { field: 'account_alerts' }]],
  'business-capability': [['whatsapp.account.updated', { field: 'business_capability_update' }]],
  'number-name': [['whatsapp.account.updated', { field: 'phone_number_name_update' }]],
  'unknown-field': [],
  'many-entries': [
    message(content('text', { text: 'one' })),
    ['whatsapp.message.status', { status: 'sent' }],
    ['whatsapp.message.status', { status: 'delivered' }],
    message(content('text', { text: 'two' })),
    ['whatsapp.template.status_changed', { wabaId: '210000000000002' }],
  ],
};

it('has a row for every payload', () => {
  expect(Object.keys(becomes).sort()).toEqual(files.map((file) => file.replace('.json', '')).sort());
});

describe.each(Object.entries(becomes))('the webhook %s', (name, told) => {
  it('becomes its events', () => {
    const events = eventsOf(name);
    expect(events.map(({ type }) => type)).toEqual(told.map(([type]) => type));
    told.forEach(([, data], index) => expect(events[index]?.data).toMatchObject(data));
  });

  it('is understood by the dispatcher under the key it travels with', () => {
    for (const event of eventsOf(name))
      expect(parseInboundEvent(Buffer.from(JSON.stringify(event)), routeOf(event).key)).toMatchObject({
        ok: true,
        event: { type: event.type, data: event.data },
      });
  });

  it('gives the same ids when it comes again, and each only once', () => {
    const namesOf = () => eventsOf(name).map(({ source, id }) => `${source} ${id}`);
    expect(namesOf()).toEqual(namesOf());
    expect(new Set(namesOf()).size).toBe(namesOf().length);
  });
});

it('belongs to the number it names, else to everybody who has numbers of the account', () => {
  const addresseesOf = (name: string) => parseWebhook(bodyOf(name)).map(addresseeOf);
  expect(addresseesOf('text')).toEqual([{ kind: 'number', id: '100000000000001' }]);
  expect(addresseesOf('account-errors')).toEqual([{ kind: 'number', id: '100000000000001' }]);
  expect(addresseesOf('template-approved')).toEqual([{ kind: 'account', id: '210000000000001' }]);
});
