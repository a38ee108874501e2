import type { World, WorldContact } from '../engine/world.js';

/** 20 March 2026, 09:00 UTC: a Friday, 10:00 in Rome, nine days before the clocks change there. */
export const friday = Date.UTC(2026, 2, 20, 9);

/** Builds worlds that tell only what matters to a test: without more, Ann in Rome, who wants marketing, left a cart. */
class WorldBuilder {
  constructor(private readonly world: World) {}

  contact(contact: Partial<WorldContact>): WorldBuilder {
    return this.with({ contact: { ...this.world.contact, ...contact } });
  }

  conversation(conversation: Partial<World['conversation']>): WorldBuilder {
    return this.with({ conversation: { ...this.world.conversation, ...conversation } });
  }

  startedBy(type: string, data: Record<string, unknown>): WorldBuilder {
    return this.with({ trigger: { ...this.world.trigger, type, data } });
  }

  with(part: Partial<World>): WorldBuilder {
    return new WorldBuilder({ ...this.world, ...part });
  }

  build(): World {
    return this.world;
  }
}

export const aWorld = (): WorldBuilder =>
  new WorldBuilder({
    contact: {
      id: 'contact-1',
      firstName: 'Ann',
      timeZone: 'Europe/Rome',
      fields: {},
      tags: [],
      lists: [],
      marketingConsent: 'given',
      blocked: false,
    },
    conversation: { owner: 'bot' },
    messages: [],
    trigger: { type: 'shop.cart.updated', id: 'event-1', time: friday, data: { cartId: 'cart-1', total: 50 } },
    run: { id: 'run-1', automationId: 'automation-1', enteredAt: friday },
  });
