export { HeldTransaction } from './held-transaction.js';
export { ownDatabase } from './own-database.js';
export { PostgresLine } from './postgres-line.js';
export { aWorkspace, openDatabase, type TestWorkspace } from './test-database.js';
