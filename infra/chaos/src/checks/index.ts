import type { Check } from '../evidence.js';
import { deadLetters } from './dead-letters.js';
import { dispositions } from './dispositions.js';
import { endings } from './endings.js';
import { reproduction } from './reproduction.js';
import { sends } from './sends.js';
import { trails } from './trails.js';

/** Everything that must hold at the end, in words. */
export const checks: Readonly<Record<string, Check>> = {
  'every accepted event has exactly one disposition': dispositions,
  'messages went out effectively once': sends,
  'no run is stuck, stalled or unexplained': endings,
  'dead letters are as expected': deadLetters,
  'facts reproduce state and timeline': reproduction,
  'timelines fit what they say they saw': trails,
};
