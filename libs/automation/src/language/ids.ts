import { z } from 'zod';

/** Whether a name may be the key of an object that is read by names from outside: one that reaches no prototype. */
export const isPlainName = (name: string): boolean => !(name in {}) && name !== 'prototype';

/** The name of a step inside its automation. */
export const StepId = z
  .string()
  .regex(/^[a-zA-Z0-9_-]{1,64}$/, 'is not a step id: 1 to 64 letters, digits, _ or -')
  .refine(isPlainName, { message: 'is a reserved name; choose another' })
  .meta({ id: 'StepId', description: 'Name of a step: 1 to 64 letters, digits, `_` or `-`.' });

/** Where a way out of a step leads: to a step, or `null` when the path ends there. */
export const Next = StepId.nullable().meta({ id: 'Next', description: 'A step id, or `null` when this path ends.' });
export type Next = z.infer<typeof Next>;

/** The type of an event, dotted words such as `shop.order.placed`. */
export const EventType = z
  .string()
  .max(200)
  .regex(/^[a-z][a-z0-9_-]*(\.[a-z0-9_-]+)*$/i, 'is not an event type; write one such as shop.order.placed')
  .meta({ id: 'EventType', description: 'Type of an event, such as `shop.order.placed`.' });

/** A dotted path into data, such as `data.cartId`. */
export const Path = z
  .string()
  .max(300)
  .regex(/^[a-zA-Z0-9_-]+(\.[a-zA-Z0-9_-]+)*$/, 'is not a path; write one such as data.cartId')
  .refine((path) => path.split('.').every(isPlainName), { message: 'names a reserved property' })
  .meta({ id: 'Path', description: 'Dotted path into data, such as `data.cartId`. Array items by number.' });

/** A text with Liquid in it. */
export const LiquidText = z
  .string()
  .max(8_000)
  .meta({ id: 'LiquidText', description: 'Text with Liquid, such as `Hi {{ contact.firstName }}`.' });
