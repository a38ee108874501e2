import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { createLogger } from '@threadline/platform';
import { readFile, writeFile } from 'node:fs/promises';
import { argv, exit, stdout } from 'node:process';
import { fileURLToPath } from 'node:url';
import { gateway } from './gateway.js';
import { apiDocument } from './docs/api-document.js';

const file = fileURLToPath(new URL('../openapi.json', import.meta.url));

/** Nothing is connected: in preview Nest knows the routes and makes no provider. */
const env = gateway.env.parse({
  PORT: 0,
  GATEWAY_ROLES: 'api',
  DATABASE_URL: 'postgres://nowhere/none',
  KAFKA_BROKERS: 'nowhere:1',
  TEMPORAL_ADDRESS: 'nowhere:1',
  WHATSAPP_API_URL: 'http://nowhere',
  WHATSAPP_ACCESS_TOKEN: 'none',
  WHATSAPP_APP_SECRET: 'none',
  WHATSAPP_VERIFY_TOKEN: 'none',
});

async function documentText(): Promise<string> {
  const module = gateway.module(env, createLogger({ name: 'openapi', level: 'error' }));
  const options = { preview: true, logger: false, abortOnError: false } as const;
  const app = await NestFactory.create<NestFastifyApplication>(module, new FastifyAdapter(), options);
  return `${JSON.stringify(apiDocument(app), null, 2)}\n`;
}

const text = await documentText();
if (argv.includes('--check')) {
  const isEqual = (await readFile(file, 'utf8').catch(() => '')) === text;
  stdout.write(
    isEqual
      ? 'openapi.json is what the routes say.\n'
      : 'openapi.json is out of date: node apps/gateway/dist/openapi.js\n',
  );
  exit(isEqual ? 0 : 1);
}
await writeFile(file, text);
stdout.write('wrote apps/gateway/openapi.json\n');
exit(0);
