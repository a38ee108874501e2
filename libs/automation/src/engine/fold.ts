import type { Change } from './decision.js';
import type { World } from './world.js';

/** The world after a change: what a later step of the same decision sees. */
export function fold(world: World, change: Change): World {
  switch (change.kind) {
    case 'tag_added':
      return { ...world, contact: { ...world.contact, tags: [...world.contact.tags, change.tag] } };
  }
}
