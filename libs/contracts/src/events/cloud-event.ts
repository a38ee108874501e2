import { z } from 'zod';

/** Over this many automations causing each other an event is refused: a loop between automations would never end. */
export const maxCausationDepth = 10;

/**
 * A CloudEvents 1.0 envelope in JSON with our extensions: `workspaceid`, and `causationdepth`, which counts the automations
 * that led to the event. `source` and `id` together name an event once and for all: a repeat is recognised by them.
 */
export function cloudEvent<T extends string, D extends z.ZodType>(type: T, data: D) {
  return z.object({
    specversion: z.literal('1.0'),
    id: z.string().min(1).max(300),
    source: z.string().min(1).max(300),
    type: z.literal(type),
    time: z.iso.datetime({ offset: true }),
    workspaceid: z.uuid(),
    causationdepth: z.number().int().min(0).default(0),
    subject: z.string().max(300).optional(),
    datacontenttype: z.string().max(100).optional(),
    data,
  });
}

/** The envelope alone, to tell "not a CloudEvent" from "a CloudEvent of an unknown type" or "with wrong data". */
export const AnyCloudEvent = cloudEvent('', z.record(z.string(), z.unknown())).extend({
  type: z.string().min(1).max(200),
});
export type AnyCloudEvent = z.infer<typeof AnyCloudEvent>;
