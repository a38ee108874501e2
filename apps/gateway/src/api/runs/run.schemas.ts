import { ContactReference } from '@threadline/contracts';
import { z } from 'zod';
import { PageQuery } from '../../http/paging.js';

const instant = z.iso.datetime().nullable();
const states = ['armed', 'active', 'completed', 'exited', 'disarmed', 'refused'] as const;

/** Which runs, and which page of them. */
export const RunQuery = PageQuery.extend({
  automation: z.uuid().optional().describe('Id of an automation'),
  contact: z.uuid().optional().describe('Id of a contact'),
  state: z.enum(states).optional(),
  needsRepair: z
    .stringbool()
    .optional()
    .describe('`true`: runs that a restored database keeps from going on, until an operator has decided'),
});
export type RunQuery = z.infer<typeof RunQuery>;

export const Run = z
  .object({
    id: z.uuid(),
    automationId: z.uuid(),
    automationSlug: z.string(),
    version: z.number().int(),
    contactId: z.uuid(),
    triggerId: z.string(),
    key: z.string().nullable().describe('The cart, order or booking it is about'),
    state: z.enum(states).describe('`disarmed` and `refused` runs never entered'),
    reason: z.string().nullable().describe('Why it ended or never entered'),
    armedUntil: instant.describe('When an armed run enters'),
    enteredAt: instant,
    endedAt: instant,
    convertedAt: instant.describe('When an order was credited to it'),
    wakeAt: instant.describe('When it goes on by itself'),
    standing: z.array(z.string()).describe('Where it stands and why, a line per path'),
    stalled: z
      .object({ since: z.iso.datetime(), because: z.string().nullable() })
      .nullable()
      .describe('Set while a defect of ours keeps it from going on'),
    needsRepair: z.boolean().describe('Set when a restored database is older than what the run has done'),
    temporal: z.object({
      workflowId: z.string(),
      namespace: z.string(),
      url: z.string().nullable().describe('The run in Temporal UI, where its address is known'),
    }),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'Run' });
export type Run = z.infer<typeof Run>;

/** For whom an automation is started by hand, and what its steps read as `trigger.data`. */
export const StartRun = z
  .strictObject({
    contact: ContactReference.describe('Found by any identity, or created'),
    data: z.record(z.string().max(200), z.unknown()).default({}).describe('What steps read as `trigger.data`'),
  })
  .meta({ id: 'StartRun', examples: [{ contact: { phone: '+390212345678' }, data: { coupon: 'SPRING' } }] });
export type StartRun = z.infer<typeof StartRun>;

/** What came of a start by hand. */
export const StartedRun = z
  .discriminatedUnion('outcome', [
    z.object({ outcome: z.literal('entered'), runId: z.uuid() }).meta({ id: 'EnteredRun' }),
    z
      .object({
        outcome: z.literal('held'),
        runId: z.uuid().describe('The run is armed, and enters when it may'),
        detail: z.string().describe('What it waits for: the end of another run, or its audience to hold'),
      })
      .meta({ id: 'HeldRun' }),
    z
      .object({
        outcome: z.literal('refused'),
        runId: z.uuid().describe('The refusal is on record under this id'),
        reason: z.string().describe('Such as `live_run`, `min_gap`, `audience`, `blocked`'),
        detail: z.string(),
      })
      .meta({ id: 'RefusedRun' }),
  ])
  .meta({ id: 'StartedRun' });
export type StartedRun = z.infer<typeof StartedRun>;

const entry = {
  at: z.iso.datetime(),
  what: z.string().describe('What happened, as a code'),
  step: z.string().nullable(),
  turn: z.number().int().nullable().describe('The how-manyth time the step began'),
};

export const TimelineEntry = z
  .discriminatedUnion('kind', [
    z
      .object({
        kind: z.literal('decision'),
        ...entry,
        why: z.string(),
        intendedAt: instant.describe('When it should have happened'),
        saw: z.record(z.string(), z.unknown()).nullable().describe('The values that were looked at'),
      })
      .meta({ id: 'TimelineDecision' }),
    z
      .object({
        kind: z.literal('message'),
        ...entry,
        messageId: z.uuid(),
        direction: z.enum(['in', 'out']),
        status: z
          .string()
          .describe('Such as planned, sending, accepted, sent, delivered, read, failed, skipped, unknown'),
        statusAt: instant,
        readAt: instant,
        category: z.string().nullable(),
        content: z.record(z.string(), z.unknown()),
        problem: z.record(z.string(), z.unknown()).nullable().describe('Why it failed, was skipped or waits'),
      })
      .meta({ id: 'TimelineMessage' }),
    z
      .object({
        kind: z.literal('call'),
        ...entry,
        callId: z.uuid().describe('What the receiver sees as `webhook-id`'),
        to: z.string().describe('Where it goes, such as webhook'),
        method: z.string().nullable(),
        host: z.string().nullable(),
        status: z.enum(['planned', 'calling', 'done', 'failed', 'skipped']),
        statusAt: instant,
        attempts: z
          .array(z.object({ at: z.iso.datetime(), outcome: z.string() }))
          .describe('What each attempt came to, such as `HTTP 503`, oldest first'),
        nextAttemptAt: instant.describe('When a call that has to be repeated is made again'),
      })
      .meta({ id: 'TimelineCall' }),
  ])
  .meta({ id: 'TimelineEntry' });
export type TimelineEntry = z.infer<typeof TimelineEntry>;
