import { describe, expect, it } from '@jest/globals';
import { routeOf, type WhatsAppEvent } from '@threadline/whatsapp';
import { readdirSync, readFileSync } from 'node:fs';
import { eventOf, eventsOf, fateOfMessage, fateOfPost, fateOfWebhook } from './fates.js';
import { drawsOf, mutate } from './mutations.js';
import { systems } from './systems.js';

const folder = new URL('../payloads/whatsapp/', import.meta.url);
const bodies = readdirSync(folder).map((file): unknown => JSON.parse(readFileSync(new URL(file, folder), 'utf8')));
const times = 10_000;
const shops = systems.filter(({ kind }) => kind !== 'integration');
const other = systems.find(({ kind }) => kind === 'integration')!;

/** The fates of so many spoilt things, each drawn by its own seed's draws. */
function fatesOf(seed: number, fate: (draw: ReturnType<typeof drawsOf>) => string): string[] {
  const draw = drawsOf(seed);
  const fates = new Set<string>();
  for (let time = 0; time < times; time++) fates.add(fate(draw));
  return [...fates].sort();
}

describe('ten thousand spoilt', () => {
  it('webhooks of WhatsApp are each accepted or refused with a reason', () => {
    const fates = fatesOf(20_261_121, (draw) => fateOfWebhook(mutate(bodies[draw(bodies.length)], draw)));
    expect(fates).toEqual(['accepted', 'not JSON', 'unreadable']);
  });

  it('Kafka messages are each accepted or refused with a reason', () => {
    const events = bodies.flatMap(eventsOf);
    const fates = fatesOf(5, (draw) => {
      const event = events[draw(events.length)] as WhatsAppEvent;
      return fateOfMessage(mutate(event, draw), routeOf(event).key);
    });
    for (const fate of ['accepted', 'not_json', 'not_cloud_event', 'unknown_type', 'wrong_data', 'wrong_key'])
      expect(fates).toContain(fate);
  });

  it('webhooks of shops are each accepted, let go or refused with a reason', () => {
    const fates = fatesOf(7, (draw) => {
      const system = shops[draw(shops.length)]!;
      const { topic, body } = system.posts[draw(system.posts.length)]!;
      return fateOfPost(system, topic, mutate(body, draw));
    });
    // A misfit is a refund that takes money; anything else that is odd costs a part of its event, not the event.
    expect(fates).toEqual(['accepted', 'misfit', 'not JSON', 'of nobody', 'unreadable', 'unsupported']);
  });

  it('webhooks of any other system are each accepted, let go or refused with a reason', () => {
    const fates = fatesOf(13, (draw) => {
      const { topic, body } = other.posts[draw(other.posts.length)]!;
      return fateOfPost(other, topic, mutate(body, draw));
    });
    expect(fates).toEqual(['accepted', 'misfit', 'not JSON', 'of nobody', 'unsupported']);
  });

  it('events of shops and other systems are each accepted or refused with a reason', () => {
    const events = systems.flatMap((system) =>
      system.posts.flatMap(({ topic, body }) =>
        (system.read(body, topic) ?? []).flatMap((told) => eventOf(system, told) ?? []),
      ),
    );
    const fates = fatesOf(11, (draw) => {
      const { event, key } = events[draw(events.length)]!;
      return fateOfMessage(mutate(event, draw), key);
    });
    for (const fate of ['accepted', 'not_json', 'not_cloud_event', 'unknown_type', 'wrong_data', 'wrong_key'])
      expect(fates).toContain(fate);
  });
});
