import { Duration } from '@threadline/domain';
import { z } from 'zod';
import { Next } from '../language/ids.js';
import { defineStep, stepBase, waysIn } from './define-step.js';
import { resultIn } from './sending.js';
import { goTo, perform, problem } from './step-outcome.js';

/** Hands the chat to an AI agent until it is done, gives up, or a person takes over. */
export const aiOperator = defineStep({
  kind: 'data',
  schema: z
    .strictObject({
      ...stepBase,
      type: z.literal('ai_operator'),
      agent: z.string().min(1).max(200).describe('The name of a configured agent.'),
      deadline: Duration,
      next: Next.describe('The agent is done.'),
      handedOver: Next.describe('A person took over, or the agent asked for one.'),
      timeout: Next,
      failed: Next.optional(),
    })
    .meta({
      id: 'AiOperatorStep',
      description: 'Hands the chat to an AI agent until it is done, gives up, or a person takes over.',
    }),

  begin(step, run) {
    const { agent, deadline } = step;
    if (!run.world.workspace?.connections?.includes(agent)) {
      return problem(
        { reason: 'no_connection', detail: `no agent "${agent}" is configured` },
        { wired: step.failed, next: step.next },
      );
    }
    const call = { to: 'ai', agent, deadline: run.after(deadline) } as const;
    return perform(
      { kind: 'call', call },
      { what: 'call_planned', why: `hands the chat to ${agent}, ${deadline} at most` },
    );
  },

  resume(step, occasion) {
    const result = resultIn(occasion);
    switch (result.outcome) {
      case 'done':
        return goTo(step.next, {
          what: 'agent_done',
          why: 'the agent is done',
          result: { status: 'done', ...result.data },
        });
      case 'handed_over':
        return goTo(step.handedOver, {
          what: 'handed_over',
          why: 'a person takes over',
          result: { status: 'handed_over', ...result.data },
        });
      case 'timed_out':
        return goTo(step.timeout, {
          what: 'timed_out',
          why: `the agent was not done within ${step.deadline}`,
          result: { status: 'timeout' },
        });
      case 'failed':
        return problem(result, { wired: step.failed, next: step.next });
      default:
        throw new RangeError(`an agent cannot come to ${result.outcome}`);
    }
  },

  ways: (step) => waysIn(step, 'next', 'handedOver', 'timeout', 'failed'),
});
