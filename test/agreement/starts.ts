import { addDuration } from '@threadline/domain';
import type { Course } from './course.js';

const zone = 'Europe/Rome';
const day = 'P1D';

/** When a course starts: at ten in the morning in Rome, on the first day after a moment that is meant. */
export function startOf({ startsOn }: Course, after: number): string {
  for (let start = tenOnTheDayAfter(after); ; start = addDuration(start, day, zone)) {
    const hours = (addDuration(start, day, zone) - start) / 3_600_000;
    const isMeant = startsOn === 'any day' || (startsOn === 'the day before spring' ? hours === 23 : hours === 25);
    if (isMeant) return new Date(start).toISOString();
  }
}

function tenOnTheDayAfter(moment: number): number {
  const midday = new Date(moment + 24 * 3_600_000).toISOString().slice(0, 10);
  const [eight, nine] = [`${midday}T08:00:00Z`, `${midday}T09:00:00Z`].map((text) => Date.parse(text)) as [
    number,
    number,
  ];
  const isSummer = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit' }).format(eight) === '10';
  return isSummer ? eight : nine;
}
