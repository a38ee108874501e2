import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { AppEnv, HostList } from './app-env.js';
import { InvalidEnv, loadEnv } from './load-env.js';

const Env = AppEnv.extend({ KAFKA_BROKERS: HostList, TOKEN: z.string().min(8) });
const good = { PORT: '3000', KAFKA_BROKERS: 'a:9092, b:9092', TOKEN: 'long enough' };

function refusal(env: NodeJS.ProcessEnv): string {
  try {
    loadEnv(Env, env);
  } catch (error) {
    if (error instanceof InvalidEnv) return error.message;
  }
  throw new Error('was accepted');
}

describe('loadEnv', () => {
  it('turns variables into typed values with defaults', () => {
    expect(loadEnv(Env, { ...good, HOME: '/root' })).toEqual({
      PORT: 3000,
      LOG_LEVEL: 'info',
      KAFKA_BROKERS: ['a:9092', 'b:9092'],
      TOKEN: 'long enough',
    });
  });

  it('names every bad variable at once', () => {
    const message = refusal({ PORT: '99999', KAFKA_BROKERS: 'nowhere' });
    expect(message).toContain('PORT: ');
    expect(message).toContain('KAFKA_BROKERS: entry 0 must be host:port');
    expect(message).toContain('TOKEN: is missing');
  });

  it('takes an empty variable for a missing one', () => {
    expect(refusal({ ...good, PORT: '' })).toContain('PORT: is missing');
    expect(loadEnv(Env, { ...good, LOG_LEVEL: '' }).LOG_LEVEL).toBe('info');
  });

  it('never shows a value, which may be a secret', () => {
    expect(refusal({ ...good, TOKEN: 'hunter2' })).not.toContain('hunter2');
  });
});
