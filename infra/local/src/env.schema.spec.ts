import { describe, expect, it } from '@jest/globals';
import { readEnv } from './env.schema.js';

describe('the settings of the launcher', () => {
  it('has a port for every part when nothing is set', () => {
    expect(readEnv({})).toMatchObject({ THREADLINE_GATEWAY_PORT: 3000, THREADLINE_TEMPORAL_UI_PORT: 8233 });
  });

  it('takes an empty variable as not given', () => {
    expect(readEnv({ DATABASE_URL: '', THREADLINE_GATEWAY_PORT: '' })).toEqual(readEnv({}));
  });

  it('splits a list of brokers', () => {
    expect(readEnv({ KAFKA_BROKERS: 'one:9092, two:9092' }).KAFKA_BROKERS).toEqual(['one:9092', 'two:9092']);
  });

  it('names every variable with a bad value', () => {
    const source = { THREADLINE_KAFKA_PORT: 'many', TEMPORAL_ADDRESS: 'nowhere', DATABASE_URL: 'mysql://x' };
    expect(() => readEnv(source)).toThrow(/THREADLINE_KAFKA_PORT[^]*DATABASE_URL[^]*TEMPORAL_ADDRESS/);
  });

  it('refuses a profile that would leave its folder', () => {
    expect(() => readEnv({ THREADLINE_PROFILE: '../other' })).toThrow('THREADLINE_PROFILE');
  });
});
