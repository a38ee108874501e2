import { z } from 'zod';
import { booking } from './booking.trigger.js';
import { consent } from './consent.trigger.js';
import { customerMessage } from './customer-message.trigger.js';
import { date } from './date.trigger.js';
import type { TriggerBehaviour } from './define-trigger.js';
import { field } from './field.trigger.js';
import { holiday } from './holiday.trigger.js';
import { integration } from './integration.trigger.js';
import { list } from './list.trigger.js';
import { manual } from './manual.trigger.js';
import { outsideHours } from './outside-hours.trigger.js';
import { schedule } from './schedule.trigger.js';
import { shop } from './shop.trigger.js';
import { tag } from './tag.trigger.js';
import { ticket } from './ticket.trigger.js';
import { voice } from './voice.trigger.js';

/** What starts an automation. The only list of trigger types. */
export const Trigger = z
  .discriminatedUnion('type', [
    customerMessage.schema,
    integration.schema,
    shop.schema,
    list.schema,
    tag.schema,
    field.schema,
    date.schema,
    outsideHours.schema,
    holiday.schema,
    ticket.schema,
    consent.schema,
    voice.schema,
    booking.schema,
    schedule.schema,
    manual.schema,
  ])
  .meta({ id: 'Trigger' });
export type Trigger = z.infer<typeof Trigger>;

type TriggerOf<T extends Trigger['type']> = Extract<Trigger, { type: T }>;
const behaviours: { readonly [T in Trigger['type']]: TriggerBehaviour<TriggerOf<T>> } = {
  customer_message: customerMessage,
  integration,
  shop,
  list,
  tag,
  field,
  date,
  outside_hours: outsideHours,
  holiday,
  ticket,
  consent,
  voice,
  booking,
  schedule,
  manual,
};

/** The behaviour of a trigger's type. */
export const triggerBehaviourOf = (trigger: Trigger): TriggerBehaviour<Trigger> => behaviours[trigger.type];
