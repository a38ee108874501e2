export * from './automation-run.js';
export * from './housekeeping.js';
