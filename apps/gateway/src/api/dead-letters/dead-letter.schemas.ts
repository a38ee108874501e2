import { z } from 'zod';
import { PageQuery } from '../../http/paging.js';

const which = {
  code: z.string().max(100).optional().describe('The reason, such as `wrong_data`, `unknown_type`, `handling_failed`'),
  topic: z.string().max(250).optional().describe('The topic the message was sent to'),
};

/** Which dead letters, and which page of them. */
export const DeadLetterQuery = PageQuery.extend({
  ...which,
  replayed: z.stringbool().optional().describe('Whether it was sent again'),
});
export type DeadLetterQuery = z.infer<typeof DeadLetterQuery>;

const details = {
  id: z.uuid(),
  topic: z.string(),
  partition: z.number().int(),
  offset: z.number().int(),
  code: z.string().describe('Why it could not be handled, for programs'),
  reason: z.string().describe('Why it could not be handled, in words'),
  path: z.string().nullable().describe('Where in the message, as a JSON path'),
  isCut: z.boolean().describe('It was too large to be kept as a whole, and cannot be sent again'),
  sentAt: z.iso.datetime().describe('When the message was sent'),
  diedAt: z.iso.datetime().describe('When it was given up'),
  replayedAt: z.iso.datetime().nullable().describe('When it was last sent again'),
  replays: z.number().int().describe('How often it was sent again'),
};

export const DeadLetter = z.object(details).meta({ id: 'DeadLetter' });
export type DeadLetter = z.infer<typeof DeadLetter>;

/** A dead letter with what was sent. */
export const WholeDeadLetter = z
  .object({
    ...details,
    contents: z
      .object({
        key: z.string().nullable(),
        value: z.string().nullable().describe('As text; bytes that are no UTF-8 are replaced'),
        headers: z.record(z.string(), z.string()),
        stack: z.string().nullable().describe('Where our own code failed'),
      })
      .nullable()
      .describe('What was sent, for owners and admins; null for others'),
  })
  .meta({ id: 'WholeDeadLetter' });
export type WholeDeadLetter = z.infer<typeof WholeDeadLetter>;

/** Which dead letters to send again. */
export const ReplayDeadLetters = z
  .strictObject({
    ...which,
    replayed: z.boolean().default(false).describe('Those that were sent again before, or those that were not'),
    expected: z
      .number()
      .int()
      .min(0)
      .optional()
      .describe('How many there are, as an answer without it told: nothing is sent when it is another number by now'),
  })
  .meta({ id: 'ReplayDeadLetters', examples: [{ code: 'wrong_data', expected: 12 }] });
export type ReplayDeadLetters = z.infer<typeof ReplayDeadLetters>;

export const ReplayedDeadLetters = z
  .object({
    matching: z.number().int().describe('How many match'),
    replayed: z.number().int().describe('How many were sent again: none without `expected`'),
  })
  .meta({ id: 'ReplayedDeadLetters' });
export type ReplayedDeadLetters = z.infer<typeof ReplayedDeadLetters>;
