import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { contactKey } from './contact-reference.js';
import { maxEventBytes, parseInboundEvent } from './parse-inbound-event.js';

// The same cases on every machine; another seed looks at others.
fc.configureGlobal({ seed: 20_261_121 });

const workspaceid = '0b9a2c1e-6a57-4f3e-9d57-1f1f3f0a7b11';
const contact = { phone: '+391234567890', email: 'Ada@example.com' };
const cart = {
  specversion: '1.0',
  id: 'e-1',
  source: '/shop/1',
  type: 'shop.cart.updated',
  time: '2026-11-01T10:00:00Z',
  workspaceid,
  data: { contact, cartId: 'c-1', total: 30, items: [{ sku: 'a' }] },
};
const key = contactKey(workspaceid, contact);
const bytes = (value: unknown) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));
const reasonOf = (value: unknown, withKey: string | null = key) => {
  const parsed = parseInboundEvent(bytes(value), withKey);
  return parsed.ok ? 'none' : parsed.reason;
};

describe('an inbound event', () => {
  it('is taken with the fields the source adds to its data', () => {
    expect(parseInboundEvent(bytes(cart), key)).toEqual({ ok: true, event: { ...cart, causationdepth: 0 } });
  });

  it('may be keyed by any identity it names, e-mail addresses in lower case', () => {
    expect(reasonOf(cart, `${workspaceid}/email:ada@example.com`)).toBe('none');
  });

  it('needs no key when it is about no contact', () => {
    const data = { wabaId: '1', templateId: '2', name: 'cart', language: 'en', event: 'APPROVED' };
    expect(reasonOf({ ...cart, type: 'whatsapp.template.status_changed', data }, null)).toBe('none');
  });
});

describe('an event with a type of its own kind', () => {
  const id = 'f3b1c7de-2c5e-4a53-9a0e-0b8b1f2f6a10';
  const taken = (event: object, withKey: string | null) => {
    const parsed = parseInboundEvent(bytes({ ...cart, ...event }), withKey);
    return parsed.ok ? parsed.event.data : parsed.reason;
  };

  it('is taken from an integration under any name', () => {
    const data = { contact, plan: 'gold' };
    expect(taken({ type: 'integration.lead.created', data }, key)).toEqual(data);
    expect(taken({ type: 'integration.a b', data }, key)).toMatchObject({ code: 'wrong_data', path: 'type' });
    expect(taken({ type: 'integration.', data }, key)).toMatchObject({ code: 'wrong_data', path: 'type' });
  });

  it('is taken back when it is ours, about the contact it names by our id', () => {
    const data = { contactId: id, tag: 'vip' };
    const own = `${workspaceid}/id:${id}`;
    expect(taken({ type: 'contact.tag_added', data }, own)).toEqual({ ...data, contact: { id } });
    expect(taken({ type: 'conversation.assigned', data }, own)).toMatchObject({ contact: { id } });
    expect(taken({ type: 'contact.tag_added', data }, key)).toMatchObject({ code: 'wrong_key' });
    expect(taken({ type: 'contact.tag_added', data: { contact } }, key)).toMatchObject({ path: 'data.contactId' });
  });

  it.each([
    ['booking.created', { bookingId: 'b', startsAt: '2026-12-01T10:00:00+01:00' }],
    ['booking.cancelled', { bookingId: 'b' }],
    ['ticket.updated', { ticketId: 't', changes: { status: { from: 'open', to: 'solved' } } }],
    ['voice.call.ended', { callId: 'c', result: 'answered', pressed: '1#' }],
    ['shop.order.refunded', { orderId: 'o', refunded: 10 }],
    ['shop.review.received', { reviewId: 'r', rating: 4.5 }],
  ])('is taken as %s', (type, data) => {
    expect(taken({ type, data: { contact, ...data } }, key)).toEqual({ contact, ...data });
  });

  it('needs to say when a new booking begins', () => {
    expect(taken({ type: 'booking.created', data: { contact, bookingId: 'b' } }, key)).toMatchObject({
      code: 'wrong_data',
      path: 'data.startsAt',
    });
  });
});

describe('a message is refused', () => {
  it('when it is empty', () => {
    expect(parseInboundEvent(null, key)).toMatchObject({ reason: { code: 'empty' } });
    expect(parseInboundEvent(Buffer.alloc(0), key)).toMatchObject({ reason: { code: 'empty' } });
  });

  it('when it is larger than a megabyte, and is not even looked at', () => {
    expect(reasonOf({ ...cart, pad: 'x'.repeat(maxEventBytes) })).toMatchObject({
      code: 'too_large',
      text: expect.stringMatching(/has 1048\d{3} bytes, at most 1048576/),
    });
  });

  it('when it is not JSON or not UTF-8', () => {
    expect(reasonOf('{"specversion":')).toEqual({ code: 'not_json', text: 'The message is not JSON' });
    expect(parseInboundEvent(Buffer.from([0x22, 0xff, 0x22]), key)).toMatchObject({
      reason: { code: 'not_json', text: 'The message is not UTF-8' },
    });
  });

  it.each(['null', '[]', '"text"', '42'])('when it is JSON but no object: %s', (text) => {
    expect(reasonOf(text)).toMatchObject({ code: 'not_cloud_event' });
  });

  it('when it is no CloudEvent, naming the place', () => {
    expect(reasonOf({ ...cart, specversion: '0.3' })).toMatchObject({ code: 'not_cloud_event', path: 'specversion' });
    expect(reasonOf({ ...cart, workspaceid: 'mine' })).toMatchObject({ code: 'not_cloud_event', path: 'workspaceid' });
    expect(reasonOf({ ...cart, time: 'yesterday' })).toMatchObject({ code: 'not_cloud_event', path: 'time' });
  });

  it('when its type is unknown, telling the known ones', () => {
    expect(reasonOf({ ...cart, type: 'shop.cart.stolen' })).toEqual({
      code: 'unknown_type',
      path: 'type',
      text: expect.stringMatching(/"shop\.cart\.stolen"; known are .*shop\.cart\.updated/),
    });
  });

  it('when its data are wrong, naming the place but not the value', () => {
    const reason = reasonOf({ ...cart, data: { ...cart.data, contact: { phone: '0039 123' } } });
    expect(reason).toMatchObject({ code: 'wrong_data', path: 'data.contact.phone' });
    expect(JSON.stringify(reason)).not.toContain('0039 123');
  });

  it('when a refund would take money', () => {
    const refund = { ...cart, type: 'shop.order.refunded', data: { contact, orderId: 'o', refunded: -10 } };
    expect(reasonOf(refund)).toMatchObject({ code: 'wrong_data', path: 'data.refunded' });
  });

  it('when more than ten automations caused each other', () => {
    expect(reasonOf({ ...cart, causationdepth: 10 })).toBe('none');
    expect(reasonOf({ ...cart, causationdepth: 11 })).toMatchObject({ code: 'causation_too_deep' });
  });

  it.each([null, 'any', `${workspaceid}/phone:+390000000000`, `other/phone:${contact.phone}`])(
    'when its key is none of the contact: %s',
    (wrong) => {
      const reason = reasonOf(cart, wrong);
      expect(reason).toMatchObject({ code: 'wrong_key', text: expect.stringContaining('own phone or email') });
      expect(JSON.stringify(reason)).not.toContain('+39');
    },
  );
});

describe('a message that means harm', () => {
  it('gets a reason when it is nested a hundred thousand levels deep', () => {
    const deep = JSON.stringify(cart).replace('[{"sku":"a"}]', '['.repeat(100_000) + ']'.repeat(100_000));
    expect(reasonOf(deep)).toEqual({ code: 'not_json', text: 'The message is nested deeper than 64 levels' });
  });

  it('may have brackets in its texts', () => {
    expect(reasonOf({ ...cart, data: { ...cart.data, note: '\\"['.repeat(1_000) } })).toBe('none');
  });

  it.each(['__proto__', '\\u005f_proto__', '__\\u0070roto__', '\\u005F\\u005Fproto\\u005f_'])(
    'gets a reason for a field %s',
    (name) => {
      const text = JSON.stringify(cart).replace('"sku"', `"${name}"`);
      expect(reasonOf(text)).toEqual({ code: 'not_json', text: 'The message has a field __proto__' });
      expect(({} as Record<string, unknown>)['sku']).toBeUndefined();
    },
  );

  it('may speak of __proto__', () => {
    expect(reasonOf({ ...cart, data: { ...cart.data, note: '__proto__' } })).toBe('none');
  });

  it.each(['\\u0000', '\\ud83d', '\\uDE00 \\uD83D'])(
    'gets a reason for the text %s, which no database takes',
    (text) => {
      expect(reasonOf(JSON.stringify(cart).replace('"a"', `"${text}"`))).toMatchObject({ code: 'not_json' });
    },
  );

  it('may escape whole pairs and write about escapes', () => {
    expect(reasonOf(JSON.stringify(cart).replace('"a"', '"\\ud83d\\ude00 \\\\u0000"'))).toBe('none');
  });

  it('always gets an answer, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array(), fc.json().map(bytes)), fc.option(fc.string()), (value, anyKey) => {
        expect(parseInboundEvent(value, anyKey)).toHaveProperty('ok', false);
      }),
    );
  });

  it('always gets an answer, whatever stands in an otherwise good event', () => {
    const anyField = fc.constantFrom(...Object.keys(cart), 'extra');
    fc.assert(
      fc.property(anyField, fc.jsonValue(), (field, value) => {
        expect(typeof parseInboundEvent(bytes({ ...cart, [field]: value }), key).ok).toBe('boolean');
      }),
    );
  });
});
