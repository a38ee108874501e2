import { Duration } from '@threadline/domain';
import { z } from 'zod';
import { EventType, StepId } from '../language/ids.js';

const at = Duration.describe('When it happens, counted from `start`.');
const data = z.record(z.string().max(200), z.unknown());
const words = z.string().min(1).max(200);

/** What the contact sends. A button and a row are named by what they send back. */
export const SimulatedReply = z
  .union([
    z.strictObject({ text: z.string().max(4_096) }),
    z.strictObject({ button: z.string().min(1).max(256) }),
    z.strictObject({ row: z.string().min(1).max(256) }),
    z.strictObject({ media: z.enum(['image', 'video', 'audio', 'document', 'sticker']) }),
    z.strictObject({ location: z.strictObject({ latitude: z.number(), longitude: z.number() }) }),
  ])
  .meta({ id: 'SimulatedReply' });
export type SimulatedReply = z.infer<typeof SimulatedReply>;

/** What a send or a call comes to. Without a word sends are accepted. */
export const ScriptedResult = z
  .discriminatedUnion('outcome', [
    z.strictObject({ outcome: z.enum(['accepted', 'unknown', 'window_closed']) }).describe('Of a send.'),
    z.strictObject({ outcome: z.literal('not_sendable'), reason: words }).describe('Of a send.'),
    z.strictObject({ outcome: z.literal('failed'), reason: words, detail: words.optional() }),
    z
      .strictObject({
        outcome: z.enum(['done', 'unanswered', 'denied', 'handed_over', 'timed_out']),
        data: data.optional(),
      })
      .describe('Of a call to an outside system.'),
  ])
  .meta({ id: 'SimulatedEffectResult' });
export type ScriptedResult = z.infer<typeof ScriptedResult>;

/** Events that are told by an entry of their own kind. */
const toldOtherwise = /^whatsapp\./;

const SimulatedEvent = z.strictObject({
  type: EventType.refine((type) => !toldOtherwise.test(type), {
    message: 'is told by "reply", "status" or "optOut"; a template by an event "template.status_changed"',
  }).describe('Such as `shop.cart.updated`; `manual` fires a manual trigger.'),
  id: words.optional().describe('An event whose id was seen before changes nothing.'),
  happened: Duration.optional().describe('When it happened, if it arrives late; counted from `start`.'),
  data: data.default({}),
});

/** Something that happens to the contact from outside, at a time counted from the start. */
export const TimelineEntry = z
  .union([
    z.strictObject({ at, event: SimulatedEvent }),
    z.strictObject({
      at,
      reply: SimulatedReply,
      quotes: StepId.optional().describe('The step whose last message the contact answers to.'),
    }),
    z.strictObject({
      at,
      status: z.strictObject({ step: StepId, status: z.enum(['failed', 'sent', 'delivered', 'read']) }),
    }),
    z.strictObject({
      at,
      effect: z
        .strictObject({ step: StepId, result: ScriptedResult })
        .describe('What the call of the step that is in flight comes to, else its next send or call.'),
    }),
    z.strictObject({ at, optOut: z.literal(true) }),
  ])
  .meta({
    id: 'SimulationTimelineEntry',
    description: 'An event, a reply, a delivery status, the result of an effect, or an opt-out.',
  });
export type TimelineEntry = z.infer<typeof TimelineEntry>;
