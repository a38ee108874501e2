import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { OpenAPIObject } from '@nestjs/swagger';
import { createLogger } from '@threadline/platform';
import { AppModule } from '../app.module.js';
import { Env } from '../env.schema.js';
import { apiDocument } from './api-document.js';

const nowhere = {
  GATEWAY_ROLES: 'api',
  DATABASE_URL: 'postgres://nowhere/none',
  KAFKA_BROKERS: 'nowhere:1',
  TEMPORAL_ADDRESS: 'nowhere:1',
  WHATSAPP_API_URL: 'http://nowhere',
  WHATSAPP_ACCESS_TOKEN: 'none',
  WHATSAPP_APP_SECRET: 'none',
  WHATSAPP_VERIFY_TOKEN: 'none',
  SECRETS_KEYS: `none:${Buffer.alloc(32).toString('base64')}`,
};

/** The API's document without any server: in preview Nest knows the routes and makes no provider. */
export async function documentOffline(): Promise<OpenAPIObject> {
  const module = AppModule.register(Env.parse(nowhere), createLogger({ name: 'openapi', level: 'silent' }));
  const options = { preview: true, logger: false, abortOnError: false } as const;
  const app = await NestFactory.create<NestFastifyApplication>(module, new FastifyAdapter(), options);
  return apiDocument(app);
}
