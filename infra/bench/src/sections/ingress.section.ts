import { join } from 'node:path';
import { freePort } from '@threadline/local';
import type { Bench, Section } from '../bench.js';
import { startHelper } from '../helper/helper.js';
import { interleaved } from '../interleaved.js';
import { phoneOf } from '../load/carts.js';
import { textWebhook, WebhookPoster, type SignedWebhook } from '../load/webhooks.js';
import { atLeast } from '../report/figure.js';
import { ratios } from '../report/statistics.js';
import { startSystem } from '../system/system.js';
import { createTopic } from '../system/topics.js';

const webhooks = 6_000;
/** Until both are as quick as they become: a request costs a third of what the first thousands do. */
const warmUp = 12_000;
const connections = 64;
const bareTopic = 'bench.ingress.v1';

/** Signed webhooks, answered once Kafka has them, beside a server that checks the signature and produces what was posted. */
export const ingress: Section = {
  name: 'ingress',
  about: 'signed webhooks beside a bare server with HMAC and micro-batched produce, dispatch off',
  servers: true,

  async measure(bench: Bench) {
    const { servers } = bench;
    const { kafkaBrokers: brokers } = servers.addresses;
    const system = await startSystem(servers, 'ingress');
    await system.halt();
    await system.startGateway('ingress');
    const port = await freePort();
    await createTopic(brokers, bareTopic);
    const bare = await startHelper(servers, {
      part: 'bare-ingress',
      file: join(import.meta.dirname, '../comparison/bare-ingress.process.js'),
      config: { brokers, topic: bareTopic, secret: servers.appSecret, port },
    });
    const posters = {
      ours: new WebhookPoster(system.gateway.url, connections),
      bare: new WebhookPoster(`http://127.0.0.1:${port}`, connections),
    };
    const some = (count: number): SignedWebhook[] =>
      Array.from({ length: count }, (_, nth) => textWebhook(system.workspace, servers.appSecret, phoneOf(nth), 'Ciao'));
    for (const poster of Object.values(posters)) await poster.postAll(some(bench.sized(warmUp)));
    const rates = await interleaved(bench, {
      ours: () => posters.ours.postAll(some(bench.sized(webhooks))),
      bare: () => posters.bare.postAll(some(bench.sized(webhooks))),
    });
    await Promise.all(Object.values(posters).map((poster) => poster.close()));
    await bare.stop();
    await system.stop();
    return [
      { figure: 'rate, of the bare server', unit: '×', samples: ratios(rates.ours, rates.bare), bar: atLeast(0.5) },
      { figure: 'rate', unit: 'webhooks/s', samples: rates.ours },
      { figure: 'rate, bare', unit: 'webhooks/s', samples: rates.bare },
    ];
  },
};
