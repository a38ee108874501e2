import type { Section } from '../bench.js';
import { entry } from './entry.section.js';
import { growth } from './growth.section.js';
import { idleEvents } from './idle-events.section.js';
import { ingress } from './ingress.section.js';
import { journey } from './journey.section.js';
import { optOut } from './opt-out.section.js';
import { reply } from './reply.section.js';
import { simulate } from './simulate.section.js';
import { sleepers } from './sleepers.section.js';
import { statuses } from './statuses.section.js';
import { storm } from './storm.section.js';
import { throughput } from './throughput.section.js';

/** Every section, in the order in which they are measured: those that leave sleeping workflows behind come last. */
export const sections: readonly Section[] = [
  simulate,
  journey,
  entry,
  reply,
  idleEvents,
  ingress,
  statuses,
  growth,
  optOut,
  storm,
  throughput,
  sleepers,
];
