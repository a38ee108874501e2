import { isPlainName, valueAt } from '@threadline/automation';
import { createHash } from 'node:crypto';
import { shortened } from '../inbound/leniently.js';
import { personOf } from '../inbound/person.js';
import type { ToldEvent } from '../inbound/told-event.js';
import type { ReceivedRequest } from './authenticity.js';
import type { IntegrationSettings } from './connection.js';

/**
 * What a webhook of an integration tells, read where its settings say. Undefined when the settings have no event for what
 * happened.
 */
export function integrationEvent(
  body: unknown,
  settings: IntegrationSettings,
  { request, receivedAt }: { request: ReceivedRequest; receivedAt: number },
): ToldEvent | undefined {
  const type = typeOf(body, settings.event);
  if (type === undefined) return undefined;
  const { country, ...paths } = settings.contact;
  const at = (path: string | undefined) => (path === undefined ? undefined : wordsOf(valueAt(body, path)));
  const whatsappUserId = shortened(at(paths.whatsappUserId), 140);
  return {
    type,
    id: `${type}/${idOf(body, settings, request)}`,
    time: momentOf(settings.time === undefined ? undefined : valueAt(body, settings.time), receivedAt),
    person: {
      ...personOf({
        phones: [{ number: at(paths.phone), country }],
        email: at(paths.email),
        externalId: shortened(at(paths.externalId)),
        firstName: at(paths.firstName),
        lastName: at(paths.lastName),
        language: at(paths.language),
        timeZone: at(paths.timeZone),
      }),
      ...(whatsappUserId !== undefined && { whatsappUserId }),
    },
    data: dataOf(body, settings.data),
  };
}

function typeOf(body: unknown, rule: IntegrationSettings['event']): string | undefined {
  if (typeof rule === 'string') return rule;
  const name = wordsOf(valueAt(body, rule.path));
  return name !== undefined && Object.hasOwn(rule.types, name) ? rule.types[name] : undefined;
}

/** What the sender calls the event. Long names are hashed, because an id of ours is short. */
function idOf(body: unknown, { id }: IntegrationSettings, { headers, rawBody }: ReceivedRequest): string {
  const named = (id === undefined ? undefined : wordsOf(valueAt(body, id))) ?? headers['webhook-id'];
  if (named !== undefined && named !== '' && named.length <= 80) return named;
  return createHash('sha256')
    .update(named || rawBody)
    .digest('base64url');
}

function momentOf(value: unknown, receivedAt: number): string {
  const time = typeof value === 'number' ? value * 1_000 : typeof value === 'string' ? Date.parse(value) : NaN;
  const isUsable = Number.isFinite(time) && Math.abs(time) < 8.64e15;
  return new Date(isUsable ? time : receivedAt).toISOString();
}

function dataOf(body: unknown, paths: IntegrationSettings['data']): ToldEvent['data'] {
  if (paths === undefined) return isObject(body) ? body : { body };
  const data: Record<string, unknown> = {};
  for (const [name, path] of Object.entries(paths)) {
    const value = valueAt(body, path);
    if (value !== undefined)
      put(data, name.split('.'), isId(name) && typeof value === 'number' ? String(value) : value);
  }
  return data;
}

/** Our events have ids as texts; many systems count with numbers. */
const isId = (name: string): boolean => /(^|\.)id$|Id$/.test(name);

function put(data: Record<string, unknown>, [name = '', ...rest]: readonly string[], value: unknown): void {
  if (!isPlainName(name)) return;
  if (rest.length === 0) data[name] = value;
  else {
    const inner = data[name];
    const next = isObject(inner) ? inner : {};
    data[name] = next;
    put(next, rest, value);
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const wordsOf = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
