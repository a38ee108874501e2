import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import kafkajs from 'kafkajs';
import { serve } from '../helper/serve.js';
import { MicroBatches } from './micro-batches.js';

interface IngressConfig {
  readonly brokers: string[];
  readonly topic: string;
  readonly secret: string;
  readonly port: number;
}

/** A server that checks the signature, produces what was posted, in batches of what came meanwhile, and answers 200 when Kafka has it. */
await serve<IngressConfig>(async ({ brokers, topic, secret, port }) => {
  const kafka = new kafkajs.Kafka({ clientId: 'bare', brokers, logLevel: kafkajs.logLevel.NOTHING });
  const producer = kafka.producer({
    idempotent: true,
    maxInFlightRequests: 1,
    createPartitioner: kafkajs.Partitioners.DefaultPartitioner,
  });
  await producer.connect();
  const batches = new MicroBatches<{ key: Buffer; value: Buffer }>((messages) =>
    producer.send({ topic, acks: -1, messages }),
  );
  const server = createServer((request, response) => {
    void bodyOf(request).then(async (body) => {
      const given = Buffer.from(String(request.headers['x-hub-signature-256'] ?? ''));
      const right = Buffer.from(`sha256=${createHmac('sha256', secret).update(body).digest('hex')}`);
      if (given.length !== right.length || !timingSafeEqual(given, right)) return response.writeHead(401).end();
      await batches.add({ key: right, value: body }); // over all partitions, like the contacts of ours
      return response.writeHead(200).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await producer.disconnect();
    },
  };
});

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
}
