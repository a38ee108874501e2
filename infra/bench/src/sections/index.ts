import type { Section } from '../bench.js';
import { simulate } from './simulate.section.js';

/** Every section, in the order in which they are measured. */
export const sections: readonly Section[] = [simulate];
