import { describe, expect, it } from '@jest/globals';
import { createServer, type AddressInfo } from 'node:net';
import { portOwner } from './port-owner.js';

describe('the owner of a port', () => {
  it('is found on this machine', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const owner = await portOwner((server.address() as AddressInfo).port);
    await new Promise((resolve) => server.close(resolve));
    expect(owner).toContain(`process ${process.pid} (`);
  });
});
