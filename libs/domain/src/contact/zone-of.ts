import { getCountry } from 'countries-and-timezones';
import { isTimeZone } from '../time/time-zone.js';

/** Countries with several zones: the one where most people live. */
const mainZones: Readonly<Record<string, string>> = {
  AR: 'America/Argentina/Buenos_Aires',
  AU: 'Australia/Sydney',
  BR: 'America/Sao_Paulo',
  CA: 'America/Toronto',
  CD: 'Africa/Kinshasa',
  CL: 'America/Santiago',
  CN: 'Asia/Shanghai',
  CY: 'Asia/Nicosia',
  DE: 'Europe/Berlin',
  EC: 'America/Guayaquil',
  ES: 'Europe/Madrid',
  FM: 'Pacific/Chuuk',
  GL: 'America/Nuuk',
  ID: 'Asia/Jakarta',
  KI: 'Pacific/Tarawa',
  KZ: 'Asia/Almaty',
  MH: 'Pacific/Majuro',
  MN: 'Asia/Ulaanbaatar',
  MX: 'America/Mexico_City',
  MY: 'Asia/Kuala_Lumpur',
  NZ: 'Pacific/Auckland',
  PF: 'Pacific/Tahiti',
  PG: 'Pacific/Port_Moresby',
  PS: 'Asia/Gaza',
  PT: 'Europe/Lisbon',
  RU: 'Europe/Moscow',
  UA: 'Europe/Kyiv',
  US: 'America/New_York',
  UZ: 'Asia/Tashkent',
  VN: 'Asia/Ho_Chi_Minh',
};

/** The zone a contact's time is reckoned in: the contact's own, else the main zone of its country, else the workspace's. */
export function zoneOf(known: { contactZone?: string; country?: string; workspaceZone: string }): string {
  const candidates = [known.contactZone, known.country && mainZoneOf(known.country), known.workspaceZone];
  return candidates.find((zone) => zone !== undefined && isTimeZone(zone)) ?? 'UTC';
}

/** The zone most people of a country live in, by its ISO 3166 code. */
export function mainZoneOf(country: string): string | undefined {
  return mainZones[country] ?? getCountry(country)?.timezones[0];
}
