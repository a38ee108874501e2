import { afterEach, describe, expect, it } from '@jest/globals';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WhatsAppClient } from '../whatsapp-client.js';

interface Asked {
  method: string | undefined;
  path: string | undefined;
  body: unknown;
}

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** A client of a Graph API that answers always the same, and what it was asked. */
async function answering(status: number, answer: unknown): Promise<{ client: WhatsAppClient; asked: Asked[] }> {
  const asked: Asked[] = [];
  const listening = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => {
      asked.push({ method: request.method, path: request.url, body: text === '' ? undefined : JSON.parse(text) });
      response.writeHead(status).end(JSON.stringify(answer));
    });
  });
  await new Promise<void>((ready) => listening.listen(0, '127.0.0.1', ready));
  server = listening;
  const baseUrl = `http://127.0.0.1:${(listening.address() as AddressInfo).port}`;
  return { client: new WhatsAppClient({ baseUrl, version: 'v25.0', accessToken: 'secret', timeoutMs: 2_000 }), asked };
}

const phoneNumberId = '1001';
const to = { phone: '+391234567890' };

describe('a call', () => {
  const call = { phoneNumberId, to, sdpOffer: 'v=0', callbackId: 'call-1' };

  it('is made with its offer and our id, and rings under the id WhatsApp gives', async () => {
    const { client, asked } = await answering(200, { messaging_product: 'whatsapp', calls: [{ id: 'wacid.A' }] });
    expect(await client.startCall(call)).toEqual({ outcome: 'calling', callId: 'wacid.A' });
    expect(asked).toEqual([
      {
        method: 'POST',
        path: '/v25.0/1001/calls',
        body: {
          messaging_product: 'whatsapp',
          to: to.phone,
          action: 'connect',
          session: { sdp_type: 'offer', sdp: 'v=0' },
          biz_opaque_callback_data: 'call-1',
        },
      },
    ]);
  });

  it('whose answer names no call leaves open whether it was made', async () => {
    const { client } = await answering(200, { calls: [] });
    expect(await client.startCall(call)).toMatchObject({ outcome: 'unknown' });
  });

  it('that WhatsApp refuses says why', async () => {
    const { client } = await answering(400, { error: { code: 131026, message: 'undeliverable' } });
    expect(await client.startCall(call)).toMatchObject({
      outcome: 'rejected',
      error: { code: 131026, class: 'final' },
    });
  });

  it('is ended by its id', async () => {
    const { client, asked } = await answering(200, { success: true });
    expect(await client.endCall({ phoneNumberId, callId: 'wacid.A' })).toEqual({ outcome: 'ended' });
    expect(asked[0]?.body).toEqual({ messaging_product: 'whatsapp', call_id: 'wacid.A', action: 'terminate' });
  });
});

describe('the permission to call', () => {
  const told = (status: string, ...actions: [string, boolean][]) => ({
    permission: { status },
    actions: actions.map(([action_name, can_perform_action]) => ({ action_name, can_perform_action })),
  });

  it.each([
    [
      'temporary',
      [
        ['start_call', true],
        ['send_call_permission_request', false],
      ],
      'temporary',
      true,
      false,
    ],
    ['permanent', [['start_call', true]], 'permanent', true, false],
    ['no_permission', [['send_call_permission_request', true]], 'none', false, true],
    ['a word nobody documented', [['start_call', false]], 'none', false, false],
  ] as [string, [string, boolean][], string, boolean, boolean][])(
    'is read: %s',
    async (status, actions, permission, mayCall, mayAsk) => {
      const { client, asked } = await answering(200, told(status, ...actions));
      expect(await client.callPermission({ phoneNumberId, to })).toEqual({
        outcome: 'told',
        permission,
        mayCall,
        mayAsk,
      });
      expect(asked[0]).toMatchObject({ method: 'GET', path: '/v25.0/1001/call_permissions?user_wa_id=391234567890' });
    },
  );

  it('is asked for a user id when there is no phone', async () => {
    const { client, asked } = await answering(200, told('no_permission'));
    await client.callPermission({ phoneNumberId, to: { userId: 'IT.abc' } });
    expect(asked[0]?.path).toBe('/v25.0/1001/call_permissions?recipient=IT.abc');
  });

  it('of another form is not known', async () => {
    const { client } = await answering(200, { permission: 'yes' });
    expect(await client.callPermission({ phoneNumberId, to })).toMatchObject({ outcome: 'unknown' });
  });
});
