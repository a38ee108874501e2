import { InboundEvent, topic } from '@threadline/contracts';
import { KafkaConsumer } from '@threadline/kafka';
import { createLogger } from '@threadline/platform';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { aWorkspace, startGateway, type TestGateway, type TestWorkspace } from './test-gateway.js';

/** The secret that connections get unless told otherwise. */
export const secret = 'the-secret-of-the-shop';

/** Variables of a gateway that takes webhooks, but for its Kafka. */
export const variablesIn = (env: NodeJS.ProcessEnv) => ({
  GATEWAY_ROLES: 'api,ingress',
  DATABASE_URL: env['DATABASE_URL'] ?? '',
});

const payloads = join(import.meta.dirname, '../../../../test/payloads');

/** A recorded-shape body of `test/payloads`. */
export const payload = (name: string): Record<string, unknown> =>
  JSON.parse(readFileSync(join(payloads, `${name}.json`), 'utf8')) as Record<string, unknown>;

/** A gateway that takes webhooks of connections, and what comes out of it on Kafka. */
export class TestIngress {
  private readonly seen: InboundEvent[] = [];

  private constructor(
    readonly gateway: TestGateway,
    readonly workspace: TestWorkspace,
    private readonly consumer: KafkaConsumer,
  ) {}

  /** On the servers that the test runner names in its environment. */
  static async open(env: NodeJS.ProcessEnv): Promise<TestIngress> {
    const brokers = env['KAFKA_BROKERS'] ?? '';
    const gateway = await startGateway({ ...variablesIn(env), KAFKA_BROKERS: brokers });
    const logger = createLogger({ name: 'spec', level: 'silent' });
    const consumer = new KafkaConsumer({ brokers: brokers.split(','), clientId: 'connections-spec', logger });
    const ingress = new TestIngress(gateway, await aWorkspace(gateway), consumer);
    void consumer.run({
      groupId: `connections-spec-${randomUUID()}`,
      topics: [topic.shop, topic.ticket, topic.integration],
      handle: ({ messages }) => {
        for (const { key, value } of messages)
          if (String(key).startsWith(ingress.workspace.workspaceId))
            ingress.seen.push(InboundEvent.parse(JSON.parse(String(value))));
        return Promise.resolve();
      },
      onFatal: () => undefined,
    });
    return ingress;
  }

  async close(): Promise<void> {
    await this.consumer.stop();
    await this.gateway.close();
  }

  async connect(kind: string, settings: object, secrets: object = { webhookSecret: secret }) {
    const { body } = await this.workspace.post('/connections', { kind, name: randomUUID(), settings, secrets });
    return body as { id: string; webhookPath: string };
  }

  /** Events of a source, once there are so many. */
  async eventsFrom(source: string, count: number): Promise<InboundEvent[]> {
    for (;;) {
      const found = this.seen.filter((event) => event.source === source);
      if (found.length >= count) return found;
      await pause(50);
    }
  }
}
