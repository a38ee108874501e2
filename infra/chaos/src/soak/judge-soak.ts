import type { OnTheWay } from '../quiet.js';
import type { Sample } from './sample.js';

/** The first part of a soak fills caches and pools. */
const warmUpShare = 0.25;
/** What is left after a collection may differ so much without a leak. */
const allowed = { share: 1.2, mb: 10 };
const least = 6;

/** What is wrong with a soak: memory that grows after the warm-up, or something that was still on its way at the end. */
export function soakProblems(samples: readonly Sample[], left: OnTheWay): string[] {
  const warm = samples.slice(Math.ceil(samples.length * warmUpShare));
  if (warm.length < least) return [`${warm.length} samples after the warm-up say nothing, ${least} are needed`];
  const third = Math.floor(warm.length / 3);
  const parts = Object.keys(warm[0]?.processes ?? {});
  return [
    ...parts.flatMap((part) => growthOf(part, warm.slice(0, third), warm.slice(-third))),
    ...Object.entries(left).map(([what, count]) => `the lag does not return to zero: ${count} ${what}`),
  ];
}

/** By the floor of the heap, which a collection leaves. */
function growthOf(part: string, first: readonly Sample[], last: readonly Sample[]): string[] {
  const floor = (samples: readonly Sample[]) =>
    Math.min(...samples.map(({ processes }) => processes[part]?.heapMb ?? 0));
  const [before, after] = [floor(first), floor(last)];
  if (after <= before * allowed.share + allowed.mb) return [];
  return [`the heap of the ${part} grows: from ${before.toFixed(0)} to ${after.toFixed(0)} MB`];
}
