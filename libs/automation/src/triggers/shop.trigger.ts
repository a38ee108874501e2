import { z } from 'zod';
import { Filter } from '../conditions/condition.js';
import { holdsForEvent } from '../conditions/evaluate.js';
import { Path } from '../language/ids.js';
import { armedTriggerBase, defineTrigger } from './define-trigger.js';

/** What shops tell, without the leading `shop.` of the event's type. */
export const shopEvents = ['cart.updated', 'order.placed'] as const;

/** Something happened in a shop. */
export const shop = defineTrigger({
  schema: z
    .strictObject({
      ...armedTriggerBase,
      type: z.literal('shop'),
      event: z.enum(shopEvents),
      key: Path.optional().describe('Where the event names its cart or order: one run, or one moment, per key.'),
      filter: Filter.optional(),
    })
    .meta({ id: 'ShopTrigger' }),

  matches(trigger, event) {
    if (event.type !== `shop.${trigger.event}`) return false;
    return trigger.filter === undefined || holdsForEvent(trigger.filter, event).holds;
  },
});
