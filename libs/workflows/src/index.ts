export { automationRun } from './automation-run.js';
export { housekeeping } from './housekeeping.js';
export { dateEntry } from './date-entry.js';
export { scheduledEntry } from './scheduled-entry.js';
