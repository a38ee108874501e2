import { atMost, type Figure } from '../report/figure.js';
import { median, percentile } from '../report/statistics.js';
import type { AppSample, Sample } from './sample.js';

/** An app fills its pools and caches and compiles what is hot in the first part of a soak. */
const warmUpShare = 1 / 3;
/** How much a part may differ between the first and the last quarter after the warm-up. */
const growthLimit = 1.2;

/**
 * What the samples of a soak come to. `settled` is the look after the load has ended and had its time to be worked off.
 * Memory is compared by the least heap of a stretch, which is nearest to what is alive, and by the middle resident memory.
 */
export function figuresOf(samples: readonly Sample[], settled: Sample): Figure[] {
  const warm = samples.slice(Math.floor(samples.length * warmUpShare));
  const quarter = Math.max(Math.floor(warm.length / 4), 1);
  const stretch = { first: warm.slice(0, quarter), last: warm.slice(-quarter) };
  const apps = Object.keys(settled.apps);
  return [
    ...apps.flatMap((app) => memoryFigures(app, stretch)),
    ...apps.map((app) => delayFigure(app, warm)),
    { figure: 'database', unit: 'MB', samples: [settled.databaseMb] },
    { figure: 'lag, at most', unit: 'events', samples: [Math.max(...warm.map(({ lag }) => lag))] },
    { figure: 'lag at the end', unit: 'events', samples: [settled.lag], bar: atMost(0) },
    { figure: 'owed at the end', unit: 'rows', samples: [settled.owed], bar: atMost(0) },
    { figure: 'runs that did not end', unit: 'runs', samples: [settled.live], bar: atMost(0) },
  ];
}

interface Stretch {
  readonly first: readonly Sample[];
  readonly last: readonly Sample[];
}

function memoryFigures(app: string, { first, last }: Stretch): Figure[] {
  const all = (part: readonly Sample[], of: keyof AppSample) => part.map(({ apps }) => apps[app]?.[of] ?? NaN);
  const heap = (part: readonly Sample[]) => Math.min(...all(part, 'heapMb'));
  const resident = (part: readonly Sample[]) => median(all(part, 'residentMb'));
  const limit = atMost(growthLimit);
  return [
    { figure: `heap of ${app}`, unit: 'MB', samples: [heap(last)] },
    { figure: `heap of ${app}, last ÷ first`, unit: '×', samples: [heap(last) / heap(first)], bar: limit },
    { figure: `memory of ${app}`, unit: 'MB', samples: [resident(last)] },
    { figure: `memory of ${app}, last ÷ first`, unit: '×', samples: [resident(last) / resident(first)], bar: limit },
  ];
}

function delayFigure(app: string, samples: readonly Sample[]): Figure {
  const delays = samples.map(({ apps }) => apps[app]?.loopDelayMs ?? NaN);
  return { figure: `event loop of ${app}, p99`, unit: 'ms', samples: [percentile(delays, 0.5)] };
}
