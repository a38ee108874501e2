import kafkajs from 'kafkajs';
import { poll } from '../process/poll.js';
import { task, type Stage } from '../stage/stage.js';

const { Kafka, logLevel } = kafkajs;
type Admin = kafkajs.Admin;

const partitions = 6;

/** Whether a broker is there and has an elected controller. */
export const kafkaAnswers = (brokers: readonly string[]): Promise<boolean> =>
  withAdmin(brokers, async (admin) => (await admin.describeCluster()).controller !== null).catch(() => false);

/** Makes the topics that are missing and waits until every partition of all has a leader. */
export const kafkaTopics = (brokers: readonly string[], topics: readonly string[]): Stage =>
  task('Kafka topics', ({ signal }) =>
    withAdmin(brokers, async (admin) => {
      let reason: unknown;
      const isThere = (): Promise<boolean> =>
        ensureTopics(admin, topics).catch((error: unknown) => ((reason = error), false));
      if (!(await poll(isThere, { timeoutMs: 30_000, everyMs: 100, signal })))
        throw new Error(`Kafka at ${brokers.join(',')} does not get its topics`, { cause: reason });
    }),
  );

async function ensureTopics(admin: Admin, topics: readonly string[]): Promise<boolean> {
  const present = new Set(await admin.listTopics());
  const missing = topics.filter((topic) => !present.has(topic));
  if (missing.length > 0)
    await admin.createTopics({
      waitForLeaders: false,
      topics: missing.map((topic) => ({ topic, numPartitions: partitions })),
    });
  const metadata = await admin.fetchTopicMetadata({ topics: [...topics] });
  return metadata.topics.every((topic) => topic.partitions.every(({ leader }) => leader >= 0));
}

async function withAdmin<Result>(brokers: readonly string[], act: (admin: Admin) => Promise<Result>): Promise<Result> {
  const kafka = new Kafka({
    clientId: 'threadline-local',
    brokers: [...brokers],
    connectionTimeout: 1000,
    requestTimeout: 5000,
    logLevel: logLevel.NOTHING,
    retry: { retries: 0 },
  });
  const admin = kafka.admin();
  try {
    await admin.connect();
    return await act(admin);
  } finally {
    await admin.disconnect().catch(() => {});
  }
}
