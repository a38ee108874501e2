export { automationRun } from './automation-run.js';
