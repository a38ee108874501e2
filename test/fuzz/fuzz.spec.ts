import { describe, expect, it } from '@jest/globals';
import { routeOf, type WhatsAppEvent } from '@threadline/whatsapp';
import { readdirSync, readFileSync } from 'node:fs';
import { eventOf, eventsOf, fateOfMessage, fateOfPost, fateOfWebhook } from './fates.js';
import { drawsOf, mutate } from './mutations.js';
import { systems } from './systems.js';

const folder = new URL('../payloads/whatsapp/', import.meta.url);
const bodies = readdirSync(folder).map((file): unknown => JSON.parse(readFileSync(new URL(file, folder), 'utf8')));
const times = 10_000;

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

  it('webhooks of shops and other systems are each accepted, let go or refused with a reason', () => {
    const misfits = new Set<string>();
    const fates = fatesOf(7, (draw) => {
      const system = systems[draw(systems.length)]!;
      const { topic, body } = system.posts[draw(system.posts.length)]!;
      const fate = fateOfPost(system, topic, mutate(body, draw));
      if (fate.startsWith('misfit')) misfits.add(`${system.kind} ${fate}`);
      return fate.split(' at ')[0] ?? '';
    });
    expect(fates).toEqual(['accepted', 'misfit', 'not JSON', 'of nobody', 'unreadable', 'unsupported']);
    // What is odd in a webhook of a shop costs a part of its event, not the event; but for a refund that takes money.
    const ofShops = [...misfits].filter((misfit) => !misfit.startsWith('integration'));
    expect(ofShops.filter((misfit) => misfit !== 'shopify misfit at data.refunded')).toEqual([]);
  });

  it('events of shops and other systems are each accepted or refused with a reason', () => {
    const events = systems.flatMap((system) =>
      system.posts.flatMap(({ topic, body }) =>
        (system.read(body, topic) ?? []).map((told) => eventOf(system, told)).filter((made) => made.ok),
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
