import { expect, it } from '@jest/globals';
import { Env } from './env.schema.js';

const least = {
  DATABASE_URL: 'postgres://localhost/threadline',
  KAFKA_BROKERS: 'a:9092, b:9092',
  TEMPORAL_ADDRESS: 'localhost:7233',
  WHATSAPP_API_URL: 'https://graph.facebook.com',
  WHATSAPP_ACCESS_TOKEN: 'token',
  WHATSAPP_APP_SECRET: 'secret',
  WHATSAPP_VERIFY_TOKEN: 'verify',
  SECRETS_KEYS: `a:${Buffer.alloc(32).toString('base64')}`,
};
const wrong = (changes: object) => Env.safeParse({ ...least, ...changes }).error?.issues.map(({ path }) => path[0]);

it('does everything on port 3000 unless told', () => {
  expect(Env.parse(least)).toMatchObject({
    PORT: 3000,
    GATEWAY_ROLES: ['api', 'ingress', 'dispatch', 'relay'],
    KAFKA_BROKERS: ['a:9092', 'b:9092'],
    TEMPORAL_NAMESPACE: 'default',
    WHATSAPP_API_VERSION: 'v25.0',
    LOG_LEVEL: 'info',
  });
});

it('reads roles as a list', () => {
  expect(Env.parse({ ...least, GATEWAY_ROLES: 'api, relay' }).GATEWAY_ROLES).toEqual(['api', 'relay']);
});

it.each([
  ['GATEWAY_ROLES', 'api,cook'],
  ['DATABASE_URL', 'mysql://localhost/x'],
  ['KAFKA_BROKERS', 'localhost'],
  ['WHATSAPP_API_VERSION', '25'],
  ['SECRETS_KEYS', 'a:short'],
  ['PORT', 'http'],
])('names %s when it is wrong', (variable, value) => {
  expect(wrong({ [variable]: value })).toEqual([variable]);
});
