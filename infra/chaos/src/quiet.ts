import { setTimeout as pause } from 'node:timers/promises';
import kafkajs from 'kafkajs';
import { inboundTopics } from '@threadline/contracts';
import pg from 'pg';
import { z } from 'zod';
import { JsonApi } from '@threadline/local';

const { Kafka, logLevel } = kafkajs;
const dispatchGroup = 'threadline-dispatch';
const lookEveryMs = 1_000;
/** Things may pass from one hand to the other between two looks. */
const quietLooks = 3;

/** What is still on its way, by the hands it is in. */
export type OnTheWay = Readonly<Record<string, number>>;

interface Places {
  readonly databaseUrl: string;
  readonly kafkaBrokers: readonly string[];
  readonly sandboxUrl: string;
}

/**
 * Waits until nothing is on its way any more, for as long as it becomes less. Gives what still is when it has become no less for
 * `patienceMs`; nothing when all is quiet.
 */
export async function untilQuiet(
  places: Places,
  patienceMs: number,
  tell: (left: OnTheWay) => void,
): Promise<OnTheWay> {
  let end = performance.now() + patienceMs;
  let fewest = Infinity;
  let looks = 0;
  for (;;) {
    const left = await onTheWay(places).catch((error: unknown) => ({ [`cannot be seen: ${String(error)}`]: Infinity }));
    const count = Object.values(left).reduce((sum, each) => sum + each, 0);
    if (count < fewest) end = performance.now() + patienceMs;
    fewest = Math.min(fewest, count);
    looks = count === 0 ? looks + 1 : 0;
    if (looks === quietLooks || performance.now() > end) return left;
    tell(left);
    await pause(lookEveryMs);
  }
}

async function onTheWay(places: Places): Promise<OnTheWay> {
  const all = {
    ...(await inDatabase(places.databaseUrl)),
    'events in Kafka': await lagOf(places.kafkaBrokers),
    'webhooks of the sandbox': await inSandbox(places.sandboxUrl),
  };
  return Object.fromEntries(Object.entries(all).filter(([, count]) => count > 0));
}

async function inDatabase(databaseUrl: string): Promise<Record<string, number>> {
  const client = new pg.Client({
    connectionString: databaseUrl,
    connectionTimeoutMillis: 5_000,
    query_timeout: 10_000,
  });
  client.on('error', () => {}); // a connection that is cut ends the query, which is where it is noticed
  try {
    await client.connect();
    const { rows } = await client.query<Record<string, number>>(
      `select (select count(*)::int from run where state in ('armed', 'active')) as "live runs",
         (select count(*)::int from message where status in ('planned', 'sending', 'accepted') and direction = 'out') as "messages",
         (select count(*)::int from dispatch) as "calls to Temporal",
         (select count(*)::int from outbox) as "news"`,
    );
    return rows[0] ?? {};
  } finally {
    await client.end().catch(() => {});
  }
}

/** How many events the dispatcher has not handled yet. */
export async function lagOf(brokers: readonly string[]): Promise<number> {
  const kafka = new Kafka({
    clientId: 'onlooker',
    brokers: [...brokers],
    logLevel: logLevel.NOTHING,
    retry: { retries: 1 },
  });
  const admin = kafka.admin();
  await admin.connect();
  try {
    const committed = await admin.fetchOffsets({ groupId: dispatchGroup, topics: [...inboundTopics] });
    let lag = 0;
    for (const { topic, partitions } of committed) {
      const done = new Map(partitions.map(({ partition, offset }) => [partition, Number(offset)]));
      for (const { partition, high, low } of await admin.fetchTopicOffsets(topic)) {
        const offset = done.get(partition) ?? -1;
        lag += Number(high) - (offset < 0 ? Number(low) : offset);
      }
    }
    return lag;
  } finally {
    await admin.disconnect();
  }
}

const SandboxState = z.object({
  held: z.number(),
  statusesToCome: z.number(),
  webhooksPending: z.record(z.string(), z.number()),
});

async function inSandbox(sandboxUrl: string): Promise<number> {
  const { held, statusesToCome, webhooksPending } = await new JsonApi(`${sandboxUrl}/_sandbox`).get(
    '/state',
    SandboxState,
  );
  return held + statusesToCome + Object.values(webhooksPending).reduce((sum, count) => sum + count, 0);
}
