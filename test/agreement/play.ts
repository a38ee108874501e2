import type { Simulation } from '@threadline/automation';
import { addDuration } from '@threadline/domain';
import type { Played } from './played.js';
import type { Production } from './production.js';

/** What became of a course in production, and by which ids. */
export interface PlayedInProduction {
  played: Played;
  ids: { contact: string; automation: string; runs: string[] };
}

/** How time passes in production, and what makes its runs move. */
export interface Time {
  /** Lets time pass until a moment. */
  passUntil(moment: number): Promise<void>;
  /** Waits until every run has done what it has to do now. */
  settle(): Promise<void>;
}

/** Plays a simulation's course in production. What comes due at the moment of an entry comes after it, as in the simulator. */
export async function play(production: Production, simulation: Simulation, time: Time): Promise<PlayedInProduction> {
  const start = Date.parse(simulation.start);
  const moment = (duration: string) => addDuration(start, duration, simulation.contact.timeZone ?? 'UTC');
  const entries = simulation.timeline
    .map((entry, nth) => ({ entry, nth, at: moment(entry.at) }))
    .sort((a, b) => a.at - b.at);
  await production.setUp();
  for (const { entry, nth, at } of entries) {
    await wakeUntil(at, production, time);
    const id = ('event' in entry ? entry.event.id : undefined) ?? `event-${nth + 1}`;
    await production.happen(entry, { id, now: at, start });
    await time.settle();
  }
  await wakeUntil(moment(simulation.until), production, time);
  await time.settle();
  const ids = {
    contact: production.contactId,
    automation: production.automationId,
    runs: await production.records.runIds(),
  };
  return { played: await production.records.played(), ids };
}

/** Each run that wakes by itself before the end does so at its own moment, and so does each date that arrives. */
async function wakeUntil(end: number, production: Production, time: Time): Promise<void> {
  const nextDue = async () => Math.min(await production.records.wakeAt(), production.dateAt());
  for (let due = await nextDue(); due < end; due = await nextDue()) {
    await time.passUntil(due);
    if (production.dateAt() <= due) await production.sweep(Math.max(due, production.stage.clock.now()));
    await time.settle();
  }
  await time.passUntil(end);
}
