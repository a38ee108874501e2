import 'reflect-metadata';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from '../testing/eventually.js';
import { RunningSandbox } from '../testing/running-sandbox.js';
import { phone, type TestNumber } from '../testing/test-number.js';
import type { Chat, ChatMessage, ChatSummary } from './chat.js';

let sandbox: RunningSandbox;
let number: TestNumber;
beforeAll(async () => void (sandbox = await RunningSandbox.start()));
afterAll(() => sandbox.stop());
beforeEach(async () => void (number = await sandbox.newNumber()));

const read = async <T>(path: string) =>
  (await sandbox.control(`${path}?phoneNumberId=${number.phoneNumberId}`)).body as unknown as T;
const chat = () => read<Chat>(`chats/${phone}`);
const messages = async () => (await chat()).messages;
const customerSends = async (message: object) =>
  (await number.order(`customers/${phone}/message`, { message })).body['messageId'] as string;
const wrote = async (text: string) => (await number.write(text)).body['messageId'] as string;
const brief = ({ from, text, quotes }: ChatMessage) => ({ from, text, ...(quotes !== undefined && { quotes }) });

describe('a chat', () => {
  it('holds what both sides wrote, in its order, with what they quote', async () => {
    const question = await wrote('Where is my order?');
    await number.send({ kind: 'text', text: 'On its way' }, { replyTo: question });
    expect((await messages()).map(brief)).toEqual([
      { from: 'customer', text: 'Where is my order?' },
      { from: 'business', text: 'On its way', quotes: question },
    ]);
  });

  it('shows a message of every form as the customer sees it', async () => {
    await wrote('hi');
    const place = { latitude: 45.4, longitude: 9.2, name: 'Shop', address: 'Piazza 1' };
    await number.send({ kind: 'location', ...place });
    await number.send({
      kind: 'media',
      media: 'document',
      link: 'https://shop.test/a.pdf',
      fileName: 'a.pdf',
      caption: 'Sizes',
    });
    await number.send({ kind: 'list', text: 'Which?', button: 'Choose', rows: [{ id: 'r', title: 'First' }] });
    const [, location, file, list] = await messages();
    expect(location).toMatchObject({
      text: '',
      card: { kind: 'location', title: 'Shop', lines: ['Piazza 1', '45.4, 9.2'] },
    });
    expect(file).toMatchObject({ text: 'Sizes', card: { title: 'a.pdf', link: 'https://shop.test/a.pdf' } });
    expect(list).toMatchObject({ text: 'Which?', menu: 'Choose', buttons: [{ payload: 'r', title: 'First' }] });
  });

  it('shows all parts of a template, filled', async () => {
    const url = 'https://shop.test/{{1}}';
    const components = [
      { type: 'HEADER', format: 'TEXT', text: 'For {{1}}' },
      { type: 'BODY', text: 'Hi {{1}}, how are you?' },
      { type: 'FOOTER', text: 'STOP to end' },
      { type: 'BUTTONS', buttons: [{ type: 'URL', text: 'Open', url }] },
    ];
    await sandbox.call('POST', `v25.0/${number.wabaId}/message_templates`, {
      name: 'full',
      language: 'en',
      category: 'MARKETING',
      components,
    });
    await number.toldOf('template_status', ({ length }) => length === 1);
    const values = [{ type: 'text', text: 'Anna' }];
    await sandbox.call('POST', `v25.0/${number.phoneNumberId}/messages`, {
      messaging_product: 'whatsapp',
      to: phone,
      type: 'template',
      template: {
        name: 'full',
        language: { code: 'en' },
        components: [
          { type: 'header', parameters: values },
          { type: 'body', parameters: values },
          { type: 'button', sub_type: 'url', index: 0, parameters: [{ type: 'text', text: 'a$&b' }] },
        ],
      },
    });
    expect(await messages()).toMatchObject([
      {
        header: 'For Anna',
        text: 'Hi Anna, how are you?',
        footer: 'STOP to end',
        links: [{ title: 'Open', url: 'https://shop.test/a$&b' }],
        template: 'full',
      },
    ]);
  });

  it('keeps the last reaction of each side, and forgets one that is taken back', async () => {
    const id = await wrote('hi');
    const react = (emoji: string) => customerSends({ type: 'reaction', reaction: { message_id: id, emoji } });
    await react('👍');
    await number.send({ kind: 'reaction', emoji: '🙏', replyTo: id }, { replyTo: id });
    await react('❤️');
    const reactions = (await messages())[0]?.reactions;
    expect(reactions).toHaveLength(2);
    expect(reactions).toEqual(
      expect.arrayContaining([
        { from: 'business', emoji: '🙏' },
        { from: 'customer', emoji: '❤️' },
      ]),
    );
    await react('');
    expect(await messages()).toMatchObject([{ reactions: [{ from: 'business', emoji: '🙏' }] }]);
  });

  it('shows what a customer changed and took back', async () => {
    const [first, second] = [await wrote('helo'), await wrote('secret')];
    const edited = { type: 'text', text: { body: 'hello' } };
    await customerSends({ type: 'edit', edit: { original_message_id: first, message: edited } });
    await customerSends({ type: 'revoke', revoke: { original_message_id: second } });
    expect(await messages()).toMatchObject([
      { text: 'hello', change: 'edited' },
      { text: '', change: 'revoked' },
    ]);
  });

  it('shows the type of what it does not know, and stands what makes no sense', async () => {
    await customerSends({ type: 'order', order: { catalog_id: 'c' } });
    await customerSends({ type: 'location', location: 'here' });
    await customerSends({ type: 'reaction', reaction: null });
    expect((await messages()).map(({ text }) => text)).toEqual(['[order]', '[location]']);
  });

  it('tells how far a message has come, whatever the order of its statuses, and why one failed', async () => {
    await number.order('settings', { order: 'reversed', repeat: 2 });
    await wrote('hi');
    await number.sendText('goes well');
    await number.order('failures', { mode: 'failed_status', code: 131026 });
    await number.sendText('fails');
    const states = async () => (await messages()).slice(1).map(({ state, failure }) => ({ state, failure }));
    await eventually(states, ([well, ill]) => well?.state === 'read' && ill?.state === 'failed');
    expect((await states())[1]?.failure).toBe('131026: Message undeliverable');
  });

  it('shows the call that rings, what became of others, and whether the business may call', async () => {
    const dial = () =>
      number.client.startCall({
        phoneNumberId: number.phoneNumberId,
        to: { phone },
        sdpOffer: 'v=0',
        callbackId: 'call-1',
      });
    expect(await chat()).toMatchObject({ call: null, callPermission: 'no_permission' });
    await number.order(`customers/${phone}/calls`, { calls: 'always' });
    await dial();
    expect(await chat()).toMatchObject({ call: { state: 'ringing' }, callPermission: 'permanent' });
    await number.order(`customers/${phone}/answer`);
    expect(await chat()).toMatchObject({ call: { state: 'talking' } });
    await number.order(`customers/${phone}/hang-up`);
    await number.order('settings', { ringMs: 1 });
    await dial();
    await eventually(chat, ({ call }) => call === null);
    expect((await messages()).map(brief)).toEqual([
      { from: 'customer', text: 'Calls allowed always' },
      { from: 'business', text: 'Voice call, 1 s' },
      { from: 'business', text: 'Missed voice call' },
    ]);
  });

  it('shows that the business has read, and that it writes until it answers', async () => {
    const id = await wrote('hi');
    const markAsRead = { messaging_product: 'whatsapp', status: 'read', message_id: id };
    const path = `v25.0/${number.phoneNumberId}/messages`;
    await sandbox.call('POST', path, { ...markAsRead, typing_indicator: { type: 'text' } });
    expect(await chat()).toMatchObject({ isTyping: true, messages: [{ state: 'read' }] });
    await number.sendText();
    expect((await chat()).isTyping).toBe(false);
  });
});

describe('the list of chats', () => {
  it('has the latest first, with what is unread, and somebody new without a word', async () => {
    const chats = async () => (await read<{ chats: ChatSummary[] }>('chats')).chats;
    await number.order('settings', { statuses: ['sent', 'delivered'] });
    await number.order('customers/+391111111111', { name: 'Carla' });
    await number.order('customers/+392222222222/text', { text: 'ciao', name: 'Bruno' });
    await wrote('hi');
    await number.sendText('hello');
    expect(await chats()).toMatchObject([
      { customer: phone, name: null, last: { from: 'business', text: 'hello' }, unread: 1 },
      { customer: '+392222222222', name: 'Bruno', last: { text: 'ciao' }, unread: 0 },
      { customer: '+391111111111', name: 'Carla', last: null, unread: 0 },
    ]);
    expect((await number.order(`customers/${phone}/read`)).body).toEqual({ read: 1 });
    expect((await number.order(`customers/${phone}/read`)).body).toEqual({ read: 0 });
    expect((await chats())[0]?.unread).toBe(0);
    await number.toldOf('status', (updates) => updates.some(({ status }) => status === 'read'));
  });

  it('refuses a phone that is none, and needs a number', async () => {
    expect((await sandbox.control(`chats/nobody?phoneNumberId=${number.phoneNumberId}`)).status).toBe(400);
    expect((await sandbox.control('chats')).status).toBe(400);
  });
});
