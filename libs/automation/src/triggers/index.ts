import { z } from 'zod';
import { customerMessage } from './customer-message.trigger.js';
import type { TriggerBehaviour } from './define-trigger.js';
import { shop } from './shop.trigger.js';

/** What starts an automation. The only list of trigger types. */
export const Trigger = z.discriminatedUnion('type', [customerMessage.schema, shop.schema]).meta({ id: 'Trigger' });
export type Trigger = z.infer<typeof Trigger>;

type TriggerOf<T extends Trigger['type']> = Extract<Trigger, { type: T }>;
const behaviours: { readonly [T in Trigger['type']]: TriggerBehaviour<TriggerOf<T>> } = {
  customer_message: customerMessage,
  shop,
};

/** The behaviour of a trigger's type. */
export const triggerBehaviourOf = (trigger: Trigger): TriggerBehaviour<Trigger> => behaviours[trigger.type];
