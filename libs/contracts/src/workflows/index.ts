export * from './automation-run.js';
export * from './housekeeping.js';
export * from './entries.js';
