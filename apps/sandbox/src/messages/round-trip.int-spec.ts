import 'reflect-metadata';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AddressGuard, FileFetcher } from '@threadline/connectors';
import { aDefinition, Stage } from '@threadline/runs/testing';
import { toEvents } from '@threadline/whatsapp';
import { eventually } from '../testing/eventually.js';
import { RunningSandbox } from '../testing/running-sandbox.js';
import { phone, templateOf } from '../testing/test-number.js';

let sandbox: RunningSandbox;
let fetcher: FileFetcher;
const opened: Stage[] = [];
beforeAll(async () => {
  sandbox = await RunningSandbox.start({ SANDBOX_TEMPLATE_REVIEW_MS: '1' });
  fetcher = new FileFetcher({ guard: new AddressGuard({ allowed: [new URL(sandbox.url).host] }), timeoutMs: 5_000 });
  for (const [kind, type] of Object.entries(fileTypes))
    await sandbox.control(`receivers/${kind}`, { file: { type, base64: Buffer.from(kind).toString('base64') } });
});
afterAll(async () => {
  await Promise.all(opened.map((stage) => stage.close()));
  await fetcher.close();
  await sandbox.stop();
});

/** Where files are; each kind at an address of its own, different for each contact. */
const files = 'https://files.example';
const linkOf = (kind: string) => `${files}/${kind}?for={{ contact.id }}`;
const fileTypes = {
  image: 'image/png',
  video: 'video/mp4',
  audio: 'audio/mpeg',
  document: 'application/pdf',
  sticker: 'image/webp',
};
const buttons = [{ id: 'y', title: 'Yes' }];

/** A contact writes, a run answers with one step, WhatsApp reports: over webhooks, the database and the client. */
async function answeredWith(step: object) {
  const stage = await Stage.open(process.env['DATABASE_URL']);
  opened.push(stage);
  const { id: workspaceId, phoneNumberId, wabaId } = stage.workspace;
  const about = { phoneNumberId, wabaId };
  await sandbox.control('numbers', about);
  await sandbox.control('settings', { phoneNumberId, delayMs: 1 });
  await sandbox.client().createTemplate(wabaId, templateOf('cart'));
  await eventually(
    () => sandbox.receiver.told(wabaId, 'template_status'),
    (updates) => updates.some(({ event }) => event === 'APPROVED'),
  );
  await stage.approveTemplate('cart');
  const triggers = [{ id: 'asked', type: 'customer_message', match: { any: true } }];
  const there = JSON.parse(JSON.stringify(step).replaceAll(files, `${sandbox.url}/receivers`)) as object;
  await stage.publish(aDefinition({ triggers, start: 'answer', steps: { answer: { next: null, ...there } } }));
  const { body } = await sandbox.control(`customers/${phone}/text`, { phoneNumberId, text: 'hello' });
  const [received] = await eventually(
    () => sandbox.receiver.told(wabaId, 'message'),
    ({ length }) => length > 0,
  );
  // The stage's clock stands still elsewhere: the message is as old there as it is here.
  const at = new Date(stage.clock.now()).toISOString();
  for (const event of received ? toEvents({ ...received, at }, [workspaceId]) : [])
    if (event.type === 'whatsapp.message.received') await stage.services.handleEvent.handle(event, stage.clock.now());
  const run = (await stage.onlyRun()).id;
  const outgoing = stage.services.outgoing({ whatsapp: sandbox.client(), files: fetcher, clock: stage.clock });
  const { effects } = await stage.advance(run);
  for (const { id } of effects) expect(await outgoing.send(id)).toEqual({ outcome: 'accepted' });
  const { outcome } = await stage.advance(run);
  const ledger = await sandbox.control(`ledger?phoneNumberId=${phoneNumberId}`);
  const [message] = ledger.body['messages'] as Record<string, unknown>[];
  return { stage, outgoing, wabaId, workspaceId, outcome, message, said: String(body['messageId']) };
}

const messages: [string, object, object][] = [
  [
    'a text with a preview',
    { type: 'send_message', text: 'See https://x.example', previewUrl: true },
    { type: 'text' },
  ],
  ...(['image', 'video', 'audio', 'document', 'sticker'] as const).map((kind): [string, object, object] => [
    `media: ${kind}`,
    { type: 'send_message', media: { kind, link: linkOf(kind) } },
    { type: kind, request: { [kind]: { id: expect.any(String) } } },
  ]),
  [
    'a document with words',
    {
      type: 'send_message',
      media: { kind: 'document', link: linkOf('document'), caption: 'Yours', fileName: 'a.pdf' },
    },
    { request: { document: { filename: 'a.pdf', caption: 'Yours' } } },
  ],
  ['a place', { type: 'send_message', location: { latitude: 45, longitude: 9 } }, { type: 'location' }],
  [
    'contact cards',
    { type: 'send_message', contacts: [{ name: 'Ann', emails: [{ email: 'a@x.example' }] }] },
    { type: 'contacts', text: '[contacts] Ann' },
  ],
  [
    'reply buttons',
    { type: 'send_buttons', text: 'Well?', buttons, header: { media: 'image', link: linkOf('image') }, footer: 'Bye' },
    { text: 'Well?', buttons: [{ payload: 'y' }] },
  ],
  [
    'a list',
    {
      type: 'send_buttons',
      text: 'Which?',
      list: { button: 'Choose', sections: [{ title: 'A', rows: [{ id: 'a', title: 'A' }] }] },
    },
    { buttons: [{ payload: 'a' }] },
  ],
  [
    'a link',
    { type: 'send_buttons', text: 'Look', link: { title: 'Open', url: 'https://x.example/{{ contact.id }}' } },
    { request: { interactive: { type: 'cta_url' } } },
  ],
  [
    'a template',
    {
      type: 'send_template',
      template: 'cart',
      language: 'en',
      variables: { 1: 'Ann' },
      buttons: [{ index: 0, payload: 'help' }],
    },
    { text: 'Hi Ann, your cart waits.', template: { name: 'cart' } },
  ],
];

describe('a step that sends', () => {
  it.each(messages)('%s: it reaches the contact, and the run ends', async (_, step, shown) => {
    const { message, outcome } = await answeredWith(step);
    expect(message).toMatchObject(shown);
    expect(outcome).toEqual({ state: 'completed', reason: 'last_step' });
  });

  it('a quote: it names the message the contact wrote', async () => {
    const { message, said } = await answeredWith({ type: 'send_message', text: 'Yes', quote: true });
    expect(message).toMatchObject({ text: 'Yes', about: said });
  });

  it('a reaction: it lands on the message the contact wrote', async () => {
    const { message, said } = await answeredWith({ type: 'send_message', reaction: '👍' });
    expect(message).toMatchObject({ type: 'reaction', text: '👍', about: said });
  });

  it('a file WhatsApp has forgotten: it is uploaded anew', async () => {
    const step = { type: 'send_message', media: { kind: 'image', link: linkOf('image') } };
    const { stage, outgoing } = await answeredWith(step);
    const { phoneNumberId } = stage.workspace;
    await sandbox.control('media/forget', { phoneNumberId });
    const again = await stage.dataSource
      .query(
        `update message set status = 'planned', effect_state = 'open', effect_result = null where workspace_id = $1
         and direction = 'out' returning id`,
        [stage.workspace.id],
      )
      .then(([[row]]) => String(row.id));
    await expect(outgoing.send(again)).rejects.toMatchObject({ code: 'later' });
    expect(await outgoing.send(again)).toEqual({ outcome: 'accepted' });
    const { messages: sent, media } = (await sandbox.control(`ledger?phoneNumberId=${phoneNumberId}`)).body;
    expect(media).toHaveLength(1);
    expect(sent).toHaveLength(2);
  });

  it('a text: its statuses find the message by our own id', async () => {
    const { stage, wabaId, workspaceId } = await answeredWith({ type: 'send_message', text: 'Hi' });
    const statuses = await eventually(
      () => sandbox.receiver.told(wabaId, 'status'),
      ({ length }) => length === 3,
    );
    const events = statuses.flatMap((update) => toEvents(update, [workspaceId]));
    await stage.services.statuses.apply(
      events.filter((event) => event.type === 'whatsapp.message.status'),
      stage.clock.now(),
    );
    expect(
      await stage.dataSource.query(`select status from message where workspace_id = $1 and direction = 'out'`, [
        workspaceId,
      ]),
    ).toEqual([{ status: 'read' }]);
  });
});
