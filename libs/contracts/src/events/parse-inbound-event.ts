import type { z } from 'zod';
import { AnyCloudEvent, maxCausationDepth } from './cloud-event.js';
import { identitiesOf, isContactKey } from './contact-reference.js';
import { parseJson } from './hostile-json.js';
import { inboundEventSchemaOf, inboundEventTypes, type InboundEvent } from './inbound-events.js';

/** An event is at most this large as it travels, in bytes. */
export const maxEventBytes = 1024 * 1024;

/** Why a message is no event of ours, in the order in which it is looked at. */
export type InvalidEventCode =
  | 'empty'
  | 'too_large'
  | 'not_json'
  | 'not_cloud_event'
  | 'unknown_type'
  | 'wrong_data'
  | 'causation_too_deep'
  | 'wrong_key';

/** Says to the sender what to change. `path` is the place in the event; no text repeats personal data. */
export interface InvalidEvent {
  code: InvalidEventCode;
  text: string;
  path?: string;
}

export type ParsedInboundEvent = { ok: true; event: InboundEvent } | { ok: false; reason: InvalidEvent };

/** Reads a Kafka message from outside. Whatever the bytes are, it answers. */
export function parseInboundEvent(value: Uint8Array | null, key: string | null): ParsedInboundEvent {
  if (value === null || value.length === 0) return refuse('empty', 'The message is empty');
  if (value.length > maxEventBytes)
    return refuse('too_large', `The message has ${value.length} bytes, at most ${maxEventBytes} are taken`);
  const json = parseJson(value);
  if (!json.ok) return refuse('not_json', `The message ${json.problem}`);
  const event = inboundEventSchemaOf(typeIn(json.value))?.safeParse(json.value);
  return event?.success ? checkOrigin(event.data, key) : refuseUnread(json.value, event?.error);
}

function typeIn(value: unknown): string {
  const type: unknown = typeof value === 'object' && value !== null && 'type' in value ? value.type : undefined;
  return typeof type === 'string' ? type : '';
}

/** The envelope is looked at apart from the data only now: most events are read well, and once. */
function refuseUnread(value: unknown, error: z.ZodError | undefined): ParsedInboundEvent {
  const envelope = AnyCloudEvent.safeParse(value);
  if (!envelope.success) return refuseIssue('not_cloud_event', 'Not a CloudEvent 1.0', envelope.error);
  const { type } = envelope.data;
  return error
    ? refuseIssue('wrong_data', `Not a valid ${type}`, error)
    : refuse('unknown_type', `Unknown type "${type}"; known are ${inboundEventTypes.join(', ')}`, 'type');
}

function checkOrigin(event: InboundEvent, key: string | null): ParsedInboundEvent {
  if (event.causationdepth > maxCausationDepth)
    return refuse(
      'causation_too_deep',
      `Caused by a chain of ${event.causationdepth} automations, at most ${maxCausationDepth} are followed`,
      'causationdepth',
    );
  if (!('contact' in event.data)) return { ok: true, event };
  const { contact } = event.data;
  if (key !== null && isContactKey(key, event.workspaceid, contact)) return { ok: true, event };
  const kinds = identitiesOf(contact).map(({ kind }) => kind);
  return refuse('wrong_key', `The key must be <workspaceid>/<kind>:<value> with the event's own ${kinds.join(' or ')}`);
}

function refuse(code: InvalidEventCode, text: string, path?: string): ParsedInboundEvent {
  return { ok: false, reason: { code, text, ...(path !== undefined && { path }) } };
}

function refuseIssue(code: InvalidEventCode, text: string, { issues }: z.ZodError): ParsedInboundEvent {
  const [issue] = issues;
  const path = issue?.path.map(String).join('.') ?? '';
  return refuse(code, `${text}: ${path || 'the whole'}: ${issue?.message ?? 'invalid'}`, path);
}
