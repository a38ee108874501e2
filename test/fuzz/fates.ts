import { contactKey, parseInboundEvent, parseJson } from '@threadline/contracts';
import { namesSomebody, toEvent, type ToldEvent } from '@threadline/connectors';
import { parseWebhook, routeOf, toEvents, UnreadableWebhook, type WhatsAppEvent } from '@threadline/whatsapp';
import { ZodError } from 'zod';
import type { OutsideSystem } from './systems.js';

const workspaceId = '0f7c2b1e-5a37-4b57-9f3a-6a1c7d1f0001';

/** What a body of WhatsApp tells. @throws UnreadableWebhook */
export const eventsOf = (body: unknown): WhatsAppEvent[] =>
  parseWebhook(body, 0).flatMap((update) => toEvents(update, [workspaceId]));

/** What becomes of the bytes of a webhook of WhatsApp: it is refused as a whole, or its events are, or they are accepted. */
export const fateOfWebhook = (bytes: Buffer): string =>
  fateOf(bytes, (body) => {
    const fates = eventsOf(body).map((event) => fateOfMessage(Buffer.from(JSON.stringify(event)), routeOf(event).key));
    return fates.find((fate) => fate !== 'accepted') ?? 'accepted';
  });

/** The same of one of another system. What is accepted must be taken by the dispatcher too. */
export const fateOfPost = (system: OutsideSystem, topic: string, bytes: Buffer): string =>
  fateOf(bytes, (body) => {
    const told = system.read(body, topic);
    if (!told) return 'unsupported';
    const fates = told.map((event) => fateOfTold(system, event));
    return fates.find((fate) => fate !== 'accepted') ?? 'accepted';
  });

/** What becomes of a message on Kafka: it is accepted, or dead-lettered for this reason. */
export function fateOfMessage(value: Buffer, key: string): string {
  const parsed = parseInboundEvent(value, key);
  if (parsed.ok) return 'accepted';
  if (parsed.reason.text === '') throw new Error(`${parsed.reason.code} without words`);
  return parsed.reason.code;
}

/** The event of what a system tells, and its key; or why none can hold it. */
export function eventOf({ kind }: Pick<OutsideSystem, 'kind'>, told: ToldEvent) {
  const person = namesSomebody(told.person) ? told.person : { externalId: 'whose order it is' };
  const made = toEvent(told, person, { workspaceId, source: kind });
  return made.ok ? { ...made, key: contactKey(workspaceId, made.event.data.contact) } : made;
}

function fateOfTold(system: OutsideSystem, told: ToldEvent): string {
  if (!namesSomebody(told.person) && told.orderId === undefined) return 'of nobody';
  const made = eventOf(system, told);
  return made.ok ? fateOfMessage(Buffer.from(JSON.stringify(made.event)), made.key) : `misfit at ${made.path}`;
}

function fateOf(bytes: Buffer, read: (body: unknown) => string): string {
  const json = parseJson(bytes);
  if (!json.ok) return 'not JSON';
  try {
    return read(json.value);
  } catch (error) {
    if (error instanceof UnreadableWebhook || error instanceof ZodError) return 'unreadable';
    throw error;
  }
}
