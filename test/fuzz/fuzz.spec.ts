import { describe, expect, it } from '@jest/globals';
import { parseInboundEvent, parseJson } from '@threadline/contracts';
import { parseWebhook, routeOf, toEvents, UnreadableWebhook, type WhatsAppEvent } from '@threadline/whatsapp';
import { readdirSync, readFileSync } from 'node:fs';
import { drawsOf, mutate } from './mutations.js';

const folder = new URL('../payloads/whatsapp/', import.meta.url);
const workspaceId = '0f7c2b1e-5a37-4b57-9f3a-6a1c7d1f0001';
const bodies = readdirSync(folder).map((file): unknown => JSON.parse(readFileSync(new URL(file, folder), 'utf8')));
const eventsOf = (body: unknown) => parseWebhook(body, 0).flatMap((update) => toEvents(update, [workspaceId]));
const times = 10_000;

/** What becomes of the bytes of a webhook: it is refused as a whole, or its events are, or they are accepted. */
function fateOf(bytes: Buffer): string {
  const json = parseJson(bytes);
  if (!json.ok) return 'not JSON';
  let events: WhatsAppEvent[];
  try {
    events = eventsOf(json.value);
  } catch (error) {
    if (error instanceof UnreadableWebhook) return 'unreadable';
    throw error;
  }
  const fates = events.map((event) => fateOfMessage(Buffer.from(JSON.stringify(event)), routeOf(event).key));
  return fates.find((fate) => fate !== 'accepted') ?? 'accepted';
}

function fateOfMessage(value: Buffer, key: string): string {
  const parsed = parseInboundEvent(value, key);
  if (parsed.ok) return 'accepted';
  if (parsed.reason.text === '') throw new Error(`${parsed.reason.code} without words`);
  return parsed.reason.code;
}

describe('ten thousand spoilt', () => {
  it('webhooks are each accepted or refused with a reason', () => {
    const draw = drawsOf(20_261_121);
    const fates = new Set<string>();
    for (let time = 0; time < times; time++) fates.add(fateOf(mutate(bodies[draw(bodies.length)], draw)));
    expect([...fates].sort()).toEqual(['accepted', 'not JSON', 'unreadable']);
  });

  it('Kafka messages are each accepted or refused with a reason', () => {
    const draw = drawsOf(5);
    const events = bodies.flatMap(eventsOf);
    const fates = new Set<string>();
    for (let time = 0; time < times; time++) {
      const event = events[draw(events.length)] as WhatsAppEvent;
      fates.add(fateOfMessage(mutate(event, draw), routeOf(event).key));
    }
    for (const fate of ['accepted', 'not_json', 'not_cloud_event', 'unknown_type', 'wrong_data', 'wrong_key'])
      expect(fates).toContain(fate);
  });
});
