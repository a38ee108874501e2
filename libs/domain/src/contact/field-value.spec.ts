import { describe, expect, it } from '@jest/globals';
import type { z } from 'zod';
import { FieldDefinition, parseField } from './field-value.js';

type FieldInput = z.input<typeof FieldDefinition>;
const read = (definition: FieldInput, written: string) =>
  parseField(FieldDefinition.parse(definition), written, { zone: 'Europe/Rome', country: 'IT' });
const size: FieldInput = { type: 'choice', options: ['Small', 'Large'] };

describe('parseField', () => {
  it.each<[FieldInput, string, string | number | boolean | null]>([
    [{ type: 'text' }, '  hello ', 'hello'],
    [{ type: 'text' }, '   ', null],
    [{ type: 'number' }, '42', 42],
    [{ type: 'number' }, '-1,5', -1.5],
    [{ type: 'number' }, '1.234,56', 1234.56],
    [{ type: 'number' }, '1,234.56', 1234.56],
    [{ type: 'number' }, '1,234,567', 1234567],
    [{ type: 'boolean' }, 'Sì', true],
    [{ type: 'boolean' }, 'no', false],
    [{ type: 'date' }, '2026-12-24', '2026-12-24'],
    [{ type: 'date' }, '24/12/2026', '2026-12-24'],
    [{ type: 'date' }, '4.1.2026', '2026-01-04'],
    [{ type: 'date_time' }, '2026-12-24T18:00', '2026-12-24T17:00:00.000Z'],
    [{ type: 'email' }, 'Ann@Example.org', 'ann@example.org'],
    [{ type: 'phone' }, '333 123 4567', '+393331234567'],
    [size, 'large', 'Large'],
  ])('%j reads %j as %j', (definition, written, parsed) => {
    expect(read(definition, written)).toEqual({ ok: true, value: parsed });
  });

  it.each<[FieldInput, string]>([
    [{ type: 'number' }, 'many'],
    [{ type: 'number' }, '1e9'],
    [{ type: 'boolean' }, 'perhaps'],
    [{ type: 'date' }, '31/02/2026'],
    [{ type: 'date' }, 'tomorrow'],
    [{ type: 'date_time' }, '18:00'],
    [{ type: 'email' }, 'ann at example'],
    [{ type: 'phone' }, '12'],
    [{ type: 'text' }, 'x'.repeat(5_000)],
    [size, 'medium'],
  ])('%j refuses %j with a reason', (definition, written) => {
    expect(read(definition, written)).toEqual({ ok: false, reason: expect.any(String) });
  });
});
