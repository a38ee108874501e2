import { describe, expect, it } from '@jest/globals';
import { leaksIn } from './leaks.js';

const personal = { phones: ['+393471234561'], texts: ['Annalisa', 'you left something'] };
const bytes = (text: string) => new TextEncoder().encode(text);

describe('a leak is found', () => {
  it.each([
    { where: 'in a text', value: { summary: 'send to Annalisa' } },
    { where: 'in other letters', value: ['ANNALISA'] },
    { where: 'in the name of a property', value: { annalisa: 1 } },
    { where: 'in an address', value: 'GET /x?text=you%20left%20something' },
    { where: 'in the bytes of a payload', value: { payloads: [{ data: bytes('{"name":"Annalisa"}') }] } },
    { where: 'in base64 in a payload', value: { data: bytes(`{"x":"${btoa('hi, you left something')}"}`) } },
    { where: 'in a number with its plus', value: '+393471234561' },
    { where: 'in a number without country', value: '3471234561' },
    { where: 'in a number written by a person', value: '0039 347-123 (45) 61' },
    { where: 'in a number in base64', value: btoa('tel:393471234561') },
  ])('$where', ({ value }) => {
    expect(leaksIn({ events: [{ deep: { inside: value } }] }, personal)).not.toEqual([]);
  });
});

it('finds nothing in ids, moments and codes', () => {
  const id = '6f1d1c64-0a53-4c0e-9e0b-5b7f2f6a2f10';
  expect(leaksIn({ id, data: bytes(`{"runId":"${id}","now":1793500000000}`), at: '2026-11-01' }, personal)).toEqual([]);
});
