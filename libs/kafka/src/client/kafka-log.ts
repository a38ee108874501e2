import kafkajs, { type logCreator } from 'kafkajs';
import type { Logger } from '@threadline/platform';

const { logLevel } = kafkajs;

/** kafkajs reports every rebalance and every retry as an error; what is one for us is said by the port itself. */
export function logCreatorFor(logger: Logger): logCreator {
  return () =>
    ({ level, namespace, log: { message, groupId, topic, partition, error } }) => {
      const fields = { namespace, groupId, topic, partition, error };
      if (level === logLevel.ERROR) logger.warn(fields, message);
      else logger.debug(fields, message);
    };
}
