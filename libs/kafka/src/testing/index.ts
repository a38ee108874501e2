export { CuttableLine } from './cuttable-line.js';
export { TemporaryKafka, until } from './temporary-kafka.js';
export { keyOf } from './key-of.js';
export { collector, TemporaryConsumers } from './temporary-consumers.js';
