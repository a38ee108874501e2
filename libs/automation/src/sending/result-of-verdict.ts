import type { EffectResult } from '../engine/fact.js';
import type { SendVerdict } from './may-send.js';

/** What a send comes to when the sending rules say something against it; undefined when it may go out. */
export function resultOfVerdict(verdict: SendVerdict): EffectResult | undefined {
  switch (verdict.verdict) {
    case 'send':
      return undefined;
    case 'skip':
      return { outcome: 'skipped', reason: verdict.reason, ...detailOf(verdict) };
    case 'park': {
      const { reason, until } = verdict;
      return { outcome: 'parked', reason, ...(until !== undefined && { until }), ...detailOf(verdict) };
    }
    case 'window_closed':
      return { outcome: 'window_closed' };
    case 'not_sendable':
      return { outcome: 'not_sendable', reason: verdict.reason, ...detailOf(verdict) };
  }
}

const detailOf = ({ detail }: { detail?: string }) => (detail === undefined ? {} : { detail });
