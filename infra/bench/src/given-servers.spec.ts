import { describe, expect, it } from '@jest/globals';
import { refuseGivenServers } from './given-servers.js';

describe('servers that the environment names', () => {
  it('are refused, with the command that leaves them out', () => {
    const env = { DATABASE_URL: 'postgresql://shared', KAFKA_BROKERS: ['shared:9092'] };
    const refused = () => refuseGivenServers(env);
    expect(refused).toThrow('env -u DATABASE_URL -u KAFKA_BROKERS npm run bench');
    expect(refused).toThrow('--given-servers');
  });

  it('are no matter when there are none', () => expect(() => refuseGivenServers({})).not.toThrow());
});
