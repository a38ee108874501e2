import { z } from 'zod';
import type { ConnectorKind } from '../engine/decision.js';
import { LiquidText, Next } from '../language/ids.js';
import { afterCall, beginCall, Connection } from './calling.js';
import { defineStep, stepBase, waysIn } from './define-step.js';
import { renderFields } from './render-fields.js';
import { problem } from './step-outcome.js';

const parameterName = z
  .string()
  .regex(/^[a-zA-Z][a-zA-Z0-9_.]{0,99}$/, 'is not the name of a parameter: letters, digits, _ and .');

/** A step that has an outside system do something, by a connection. All such systems take an action and named parameters. */
export function connectorStep<const K extends ConnectorKind, const A extends readonly [string, ...string[]]>(
  kind: K,
  { actions, id, about }: { actions: A; id: string; about: string },
) {
  return defineStep({
    kind: 'data',
    schema: z
      .strictObject({
        ...stepBase,
        type: z.literal(kind),
        connection: Connection,
        action: z.enum(actions),
        parameters: z.record(parameterName, LiquidText).default({}),
        next: Next,
        failed: Next.optional(),
      })
      .meta({ id, description: about }),

    begin(step, run) {
      const { connection, action } = step;
      const rendered = renderFields(run, step.parameters);
      if (!rendered.ok)
        return problem({ reason: 'render_failed', detail: rendered.reason }, { wired: step.failed, next: step.next });
      const call = { to: kind, connection, action: String(action), parameters: rendered.texts } as const;
      return beginCall(step, run, { call, said: { why: `${kind}: ${String(action)}`, saw: rendered.texts } });
    },

    resume: (step, occasion) => afterCall(step, occasion),
    ways: (step) => waysIn(step, 'next', 'failed'),
    texts: (step) => Object.entries(step.parameters).map(([name, text]) => ({ at: ['parameters', name], text })),
  });
}
