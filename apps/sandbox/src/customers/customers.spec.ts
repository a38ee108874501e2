import 'reflect-metadata';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { RunningSandbox } from '../testing/running-sandbox.js';
import { phone, type TestNumber } from '../testing/test-number.js';

let sandbox: RunningSandbox;
let number: TestNumber;
beforeAll(async () => void (sandbox = await RunningSandbox.start()));
afterAll(() => sandbox.stop());
beforeEach(async () => void (number = await sandbox.newNumber()));

describe('a customer', () => {
  it('writes, with what they quote and their name, in escaped unicode', async () => {
    await number.write('ciao 👋', { quotes: 'wamid.X', name: 'Anna' });
    const [message] = await number.toldOf('message', ({ length }) => length === 1);
    expect(message).toMatchObject({
      from: { phone, name: 'Anna' },
      quotedMessageId: 'wamid.X',
      content: { kind: 'text', text: 'ciao 👋' },
    });
    expect(sandbox.receiver.bodies.at(-1)).toContain('\\ud83d\\udc4b');
  });

  it('taps a button of a template by its payload or title, and of a free message', async () => {
    await number.approveTemplate();
    const answer = await number.sendTemplate();
    const wamid = answer.outcome === 'accepted' ? answer.wamid : undefined;
    expect((await number.tap('help')).body).toMatchObject({ of: wamid });
    await number.tap('Help me', { of: wamid });
    await number.send({ kind: 'buttons', text: 'Sure?', buttons: [{ id: 'y', title: 'Yes' }] });
    await number.tap('Yes');
    const taps = await number.toldOf('message', ({ length }) => length === 3);
    const seen = taps.map(({ content, quotedMessageId }) => [content, quotedMessageId === wamid]);
    expect(seen).toContainEqual([{ kind: 'button', payload: 'help', text: 'Help me' }, true]);
    expect(seen).toContainEqual([{ kind: 'button', payload: 'y', text: 'Yes' }, false]);
  });

  it('chooses a row of a list', async () => {
    await number.write('hi');
    const rows = [{ id: 'r1', title: 'First', description: 'the first' }];
    await number.send({ kind: 'list', text: 'Which?', button: 'Choose', rows });
    await number.tap('r1');
    const updates = await number.toldOf('message', ({ length }) => length === 2);
    expect(updates.map(({ content }) => content)).toContainEqual({
      kind: 'list_reply',
      id: 'r1',
      title: 'First',
      description: 'the first',
    });
  });

  it('sends whatever WhatsApp knows, and moves to another number', async () => {
    const send = (message: object) => number.order(`customers/${phone}/message`, { message });
    await send({ type: 'location', location: { latitude: 45.4, longitude: 9.2 } });
    await send({ type: 'reaction', reaction: { message_id: 'wamid.X', emoji: '👍' } });
    await send({ type: 'revoke', revoke: { original_message_id: 'wamid.X' } });
    await number.order(`customers/${phone}/move`, { to: '+393409999999' });
    const sent = await number.toldOf('message', ({ length }) => length === 2);
    expect(sent.map(({ content }) => content.kind).sort()).toEqual(['location', 'reaction']);
    expect(await number.toldOf('revoked', ({ length }) => length === 1)).toMatchObject([{ messageId: 'wamid.X' }]);
    expect(await number.toldOf('number_changed', ({ length }) => length === 1)).toMatchObject([
      { from: { phone }, phone: '+393409999999' },
    ]);
  });

  it('cannot tap what they never got, and the answer says what there is', async () => {
    await number.approveTemplate();
    await number.sendTemplate();
    const { status, body } = await number.tap('Buy');
    expect(status).toBe(404);
    expect(body['message']).toContain('offered: Help me');
    expect((await number.order('customers/+39888888888/tap', { button: 'help' })).status).toBe(404);
  });
});
