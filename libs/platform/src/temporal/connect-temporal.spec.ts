import { describe, expect, it } from '@jest/globals';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { connectTemporal, pingTemporal, withDeadline } from './connect-temporal.js';

/** An address where nobody listens. */
async function deadAddress(): Promise<string> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return `127.0.0.1:${port}`;
}

describe('connectTemporal', () => {
  it('gives a client at once, although the server is away', async () => {
    const client = connectTemporal({ address: await deadAddress(), namespace: 'default' });
    await client.connection.close();
  });

  it('rejects a call within its deadline while the server is away', async () => {
    const client = connectTemporal({ address: await deadAddress(), namespace: 'default' });
    await expect(withDeadline(client, () => client.workflow.getHandle('x').describe(), 300)).rejects.toThrow(
      'Failed to describe workflow',
    );
    await expect(pingTemporal(client)).rejects.toThrow(/UNAVAILABLE|DEADLINE_EXCEEDED/);
    await client.connection.close();
  });
});
