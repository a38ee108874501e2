export { aWorkspace, openDatabase, type TestWorkspace } from './test-database.js';
