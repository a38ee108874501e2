import type { Apply } from './changing.js';

/** Whether the other automation takes the contact is judged by its entry rules once this decision is written. */
export const startAutomations: Apply<'automation_started'> = (_changing, changes) =>
  Promise.resolve(
    changes.map(({ stepId, turn, automation }) => ({
      kind: 'request',
      request: { kind: 'start', stepId, turn, automation },
    })),
  );

export const stopAutomations: Apply<'automations_stopped'> = (changing, changes) =>
  Promise.resolve(
    changes.map(({ which }) => ({
      kind: 'request',
      request: { kind: 'stop', which, reason: 'stopped_by_automation', because: `stopped by ${changing.via}` },
    })),
  );
