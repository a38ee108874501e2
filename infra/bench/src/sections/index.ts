import type { Section } from '../bench.js';
import { journey } from './journey.section.js';
import { simulate } from './simulate.section.js';

/** Every section, in the order in which they are measured. */
export const sections: readonly Section[] = [journey, simulate];
