export { automationRun } from './automation-run.js';
export { housekeeping } from './housekeeping.js';
