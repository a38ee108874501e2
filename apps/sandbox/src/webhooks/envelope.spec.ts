import { describe, expect, it } from '@jest/globals';
import { envelopeOf } from './envelope.js';
import { escapedJson } from './escaped-json.js';

const metadata = (id: string) => ({ phone_number_id: id });
const status = (id: string, number = '1') => ({
  wabaId: 'w',
  field: 'messages',
  value: { metadata: metadata(number), statuses: [{ id }] },
});

describe('envelopeOf', () => {
  it('puts statuses of one number that follow each other in one list', () => {
    expect(envelopeOf([status('a'), status('b'), status('c', '2')])).toEqual({
      object: 'whatsapp_business_account',
      entry: [
        {
          id: 'w',
          changes: [
            { field: 'messages', value: { metadata: metadata('1'), statuses: [{ id: 'a' }, { id: 'b' }] } },
            { field: 'messages', value: { metadata: metadata('2'), statuses: [{ id: 'c' }] } },
          ],
        },
      ],
    });
  });

  it('keeps accounts and times apart', () => {
    const update = { wabaId: 'w', time: 1, field: 'x', value: {} };
    expect(envelopeOf([update, { ...update, time: 2 }, { ...update, wabaId: 'v' }])).toMatchObject({
      entry: [
        { id: 'w', time: 1 },
        { id: 'w', time: 2 },
        { id: 'v', time: 1 },
      ],
    });
  });
});

describe('escapedJson', () => {
  it('is ASCII alone and means the same', () => {
    const value = { text: 'caffè 👋 \u2028' };
    expect(escapedJson(value)).toBe('{"text":"caff\\u00e8 \\ud83d\\udc4b \\u2028"}');
    expect(JSON.parse(escapedJson(value))).toEqual(value);
  });
});
