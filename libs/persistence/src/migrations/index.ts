import { Initial1790000000000 } from './1790000000000-initial.js';

/** Every migration, oldest first. Frozen once released. */
export const migrations = [Initial1790000000000];
