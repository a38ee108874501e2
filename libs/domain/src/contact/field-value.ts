import { z } from 'zod';
import { isDateText, momentOf } from '../time/local-time.js';
import { toE164 } from './phone.js';

export const fieldTypes = ['text', 'number', 'boolean', 'date', 'date_time', 'email', 'phone', 'choice'] as const;

/** What a contact's field may hold. `options` are those of a choice. */
export const FieldDefinition = z
  .strictObject({ type: z.enum(fieldTypes), options: z.array(z.string().min(1).max(200)).max(200).default([]) })
  .meta({ id: 'FieldDefinition' });
export interface FieldDefinition {
  type: (typeof fieldTypes)[number];
  options: readonly string[];
}

/** A field's value after parsing, or why the words are none. */
export type FieldParsed = { ok: true; value: string | number | boolean | null } | { ok: false; reason: string };

const maxText = 4_000;
const yes = new Set(['true', 'yes', 'y', '1', 'on', 'si', 'sì', 'oui', 'ja', 'sim']);
const no = new Set(['false', 'no', 'n', '0', 'off', 'non', 'nein', 'não']);

/** Reads what someone wrote as a value of a field's type. Nothing written empties the field. */
export function parseField(
  definition: FieldDefinition,
  written: string,
  { zone, country }: { zone: string; country?: string | undefined },
): FieldParsed {
  const text = written.trim();
  if (text === '') return value(null);
  switch (definition.type) {
    case 'text':
      return text.length <= maxText ? value(text) : invalid(`is longer than ${maxText} characters`);
    case 'number':
      return numberIn(text);
    case 'boolean':
      return yes.has(text.toLowerCase())
        ? value(true)
        : no.has(text.toLowerCase())
          ? value(false)
          : invalid('is neither yes nor no');
    case 'date':
      return dateIn(text);
    case 'date_time':
      return dateTimeIn(text, zone);
    case 'email':
      return z.email().max(254).safeParse(text).success ? value(text.toLowerCase()) : invalid('is no e-mail address');
    case 'phone':
      return orInvalid(toE164(text, country), 'is no phone number');
    case 'choice':
      return orInvalid(
        definition.options.find((option) => option.toLowerCase() === text.toLowerCase()),
        `is none of: ${definition.options.join(', ')}`,
      );
  }
}

const value = (parsed: string | number | boolean | null): FieldParsed => ({ ok: true, value: parsed });
const invalid = (reason: string): FieldParsed => ({ ok: false, reason });
const orInvalid = (parsed: string | undefined, reason: string) =>
  parsed === undefined ? invalid(reason) : value(parsed);

/** `1234.5`, `1,234.5`, `1.234,5` and `12,5`: the last separator that stands once is the decimal one. */
function numberIn(text: string): FieldParsed {
  const compact = text.replace(/\s/gu, '');
  if (!/^[+-]?\d[\d.,]*$/.test(compact)) return invalid('is no number');
  const comma = compact.lastIndexOf(',') > compact.lastIndexOf('.');
  const isGrouped = /^[+-]?\d{1,3}(,\d{3}){2,}$/.test(compact);
  const plain = comma && !isGrouped ? compact.replaceAll('.', '').replace(',', '.') : compact.replaceAll(',', '');
  const parsed = Number(plain);
  return Number.isFinite(parsed) ? value(parsed) : invalid('is no number');
}

/** ISO dates, and day before month as most of the world writes it: `24/12/2026`, `24.12.2026`. */
function dateIn(text: string): FieldParsed {
  const dayFirst = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text);
  const iso = dayFirst
    ? `${dayFirst[3]}-${dayFirst[2]?.padStart(2, '0')}-${dayFirst[1]?.padStart(2, '0')}`
    : text.slice(0, 10);
  return isDateText(iso) ? value(iso) : invalid('is no date; write one such as 2026-12-24');
}

function dateTimeIn(text: string, zone: string): FieldParsed {
  const moment = momentOf(text, zone);
  return moment === undefined
    ? invalid('is no date and time; write one such as 2026-12-24T18:00')
    : value(new Date(moment).toISOString());
}
