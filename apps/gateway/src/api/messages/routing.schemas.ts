import { z } from 'zod';

const who = z.union([
  z.object({ runId: z.uuid() }).meta({ id: 'CompetingRun' }),
  z.object({ automationId: z.uuid(), triggerId: z.string() }).meta({ id: 'CompetingAutomation' }),
  z.object({ owner: z.literal('ai') }).meta({ id: 'CompetingAiOperator' }),
]);

const loser = z
  .object({
    who,
    reason: z
      .enum(['asked_earlier', 'not_quoted', 'a_run_waits', 'weaker_match', 'ai_has_the_chat', 'answered_before'])
      .describe(
        '`asked_earlier`: another run asked later · `not_quoted`: the message of another run is quoted · `a_run_waits`: a run ' +
          'waits for the reply · `weaker_match`: another comes before it · `ai_has_the_chat`: ' +
          'it answers only where nobody else does · `answered_before`: it answers once per occasion',
      ),
  })
  .meta({ id: 'RoutingLoser' });

const routed = {
  messageId: z.uuid(),
  lost: z.array(loser).describe('Who wanted the message and did not get it'),
};

/** Who took a message of a contact; exactly one does. */
export const MessageRouting = z
  .discriminatedUnion('takenBy', [
    z
      .object({
        ...routed,
        takenBy: z.literal('run'),
        runId: z.uuid().describe('It waited for the reply'),
        because: z.enum(['quoted', 'asked_last']),
      })
      .meta({ id: 'TakenByRun' }),
    z
      .object({
        ...routed,
        takenBy: z.literal('automation'),
        automationId: z.uuid(),
        triggerId: z.string().describe('The trigger that fired'),
      })
      .meta({ id: 'TakenByAutomation' }),
    z.object({ ...routed, takenBy: z.literal('ai') }).meta({ id: 'TakenByAiOperator' }),
    z.object({ ...routed, takenBy: z.literal('opt_out') }).meta({ id: 'TakenAsOptOut' }),
    z.object({ ...routed, takenBy: z.literal('nobody') }).meta({ id: 'TakenByNobody' }),
  ])
  .meta({
    id: 'MessageRouting',
    examples: [
      {
        messageId: '019aa0c4-2f6e-5c1b-9d55-5a7a9a1b7b10',
        takenBy: 'automation',
        automationId: '019aa0c4-1b2c-7d3e-8f40-112233445566',
        triggerId: 'price_question',
        lost: [
          {
            who: { automationId: '019aa0c4-9a8b-7c6d-8e5f-665544332211', triggerId: 'any_message' },
            reason: 'weaker_match',
          },
        ],
      },
    ],
  });
export type MessageRouting = z.infer<typeof MessageRouting>;
