export { createDataSource, lockTimeoutMs, statementTimeoutMs, type DatabaseOptions } from './data-source.js';
export { migrate } from './migrate.js';
export { inTransaction, isTransient, sqlState, type Tx } from './transaction.js';
