import type { CallResult, EffectResult, EventFact } from '../engine/fact.js';

/** Why a waiting step is called again. */
export type Occasion =
  | { kind: 'timer' }
  | { kind: 'reply' }
  | { kind: 'event'; event: EventFact }
  | { kind: 'effect'; result: EffectResult | CallResult };
