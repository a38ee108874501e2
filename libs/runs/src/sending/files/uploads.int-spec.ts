import { AutomationDefinition } from '@threadline/automation';
import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { SendAnswer, UploadAnswer } from '@threadline/whatsapp';
import { aPicture, Stage } from '../../testing/index.js';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const opened: Stage[] = [];
let stage: Stage;

const showing = (link: string) =>
  AutomationDefinition.parse({
    name: `Shows ${link}`,
    triggers: [{ id: 'cart', type: 'shop', event: 'cart.updated', key: 'data.cartId' }],
    settings: { category: 'utility' },
    start: 'show',
    steps: {
      show: { type: 'send_template', template: 'hello', language: 'en', header: { media: 'image', link }, next: null },
    },
  });

beforeEach(async () => {
  stage = await Stage.open(process.env['DATABASE_URL']);
  opened.push(stage);
  await stage.approveTemplate('hello');
});
afterAll(() => Promise.all(opened.map((each) => each.close())));

let contacts = 0;
/** A message that is about to go out. */
async function aMessage(): Promise<string> {
  const cart = `cart-${++contacts}`;
  await stage.cart(`+39347${1_000_000 + contacts}`, cart);
  const run = (await stage.runs()).find(({ key }) => key === cart);
  return (await stage.advance(run?.id ?? '')).effects[0]?.id ?? '';
}
const link = 'https://files.example/a.png';
const filesSent = () =>
  stage.whatsapp.ledger.map(
    ({ content }) => content.kind === 'template' && content.header && 'id' in content.header && content.header.id,
  );
const row = async (id: string) =>
  (await stage.dataSource.query(`select status, refusals, problem from message where id = $1`, [id]))[0];
const refused = (code: number): SendAnswer => ({ outcome: 'rejected', error: { code, class: 'final', words: 'no' } });

describe('the file of a message', () => {
  it('is fetched and uploaded once, and sent by its id', async () => {
    await stage.publish(showing(link));
    for (let nth = 0; nth < 3; nth++)
      expect(await stage.outgoing.send(await aMessage())).toEqual({ outcome: 'accepted' });
    expect(stage.files.fetched).toEqual([link]);
    expect(stage.whatsapp.uploads).toMatchObject([
      { phoneNumberId: stage.workspace.phoneNumberId, file: { type: 'image/png' } },
    ]);
    expect(filesSent()).toEqual(['media-1', 'media-1', 'media-1']);
  });

  it('is uploaded once when two workers want it at the same time; the other comes back for it', async () => {
    await stage.publish(showing(link));
    const messages = [await aMessage(), await aMessage()];
    const other = stage.services.outgoing({ whatsapp: stage.whatsapp, files: stage.files, clock: stage.clock });
    let picture: (file: ReturnType<typeof aPicture>) => void = () => undefined;
    stage.files.answerNext(() => new Promise((resolve) => (picture = resolve)));
    const first = stage.outgoing.send(messages[0] ?? '');
    while (stage.files.fetched.length === 0) await new Promise(setImmediate);
    await expect(other.send(messages[1] ?? '')).rejects.toMatchObject({ code: 'later', waitMs: 500 });
    expect(await row(messages[1] ?? '')).toMatchObject({
      status: 'planned',
      refusals: 0,
      problem: { code: 'file_under_way' },
    });
    picture(aPicture('the one'));
    expect(await first).toEqual({ outcome: 'accepted' });
    expect(await other.send(messages[1] ?? '')).toEqual({ outcome: 'accepted' });
    expect(stage.whatsapp.uploads).toHaveLength(1);
  });

  it('of the same contents at another address is not uploaded again', async () => {
    await stage.publish(showing(`${link}?for={{ trigger.data.cartId }}`));
    await stage.outgoing.send(await aMessage());
    await stage.outgoing.send(await aMessage());
    expect(new Set(stage.files.fetched).size).toBe(2);
    expect(filesSent()).toEqual(['media-1', 'media-1']);
  });

  it('is looked at again after ten minutes, and uploaded again when it has changed', async () => {
    await stage.publish(showing(link));
    await stage.outgoing.send(await aMessage());
    stage.passes(11 * minuteMs);
    await stage.outgoing.send(await aMessage());
    stage.passes(11 * minuteMs);
    stage.files.answerNext(() => aPicture('another'));
    await stage.outgoing.send(await aMessage());
    expect(stage.files.fetched).toHaveLength(3);
    expect(filesSent()).toEqual(['media-1', 'media-1', 'media-2']);
  });

  it('is uploaded again once WhatsApp has forgotten it by its own rules', async () => {
    await stage.publish(showing(link));
    await stage.outgoing.send(await aMessage());
    stage.passes(30 * dayMs);
    await stage.outgoing.send(await aMessage());
    expect(filesSent()).toEqual(['media-1', 'media-2']);
  });

  it('is uploaded again when WhatsApp does not know it any more, once', async () => {
    await stage.publish(showing(link));
    await stage.outgoing.send(await aMessage());
    const message = await aMessage();
    stage.whatsapp.answerNext(() => refused(131009));
    await expect(stage.outgoing.send(message)).rejects.toMatchObject({ code: 'later' });
    expect(await row(message)).toMatchObject({ status: 'planned', problem: { code: 'file_renewed' } });
    expect(await stage.outgoing.send(message)).toEqual({ outcome: 'accepted' });
    expect(filesSent()).toEqual(['media-1', 'media-2']);

    const hopeless = await aMessage();
    stage.whatsapp.answerNext(() => refused(131009));
    await expect(stage.outgoing.send(hopeless)).rejects.toMatchObject({ code: 'later' });
    stage.whatsapp.answerNext(() => refused(131009));
    expect(await stage.outgoing.send(hopeless)).toEqual({ outcome: 'failed', reason: '131009' });
  });

  it('belongs to the number it was uploaded for', async () => {
    await stage.publish(showing(link));
    await stage.outgoing.send(await aMessage());
    const message = await aMessage();
    await stage.dataSource.query(
      `with other as (insert into phone_number (id, workspace_id, phone_number_id, waba_id, display_phone)
         select gen_random_uuid(), workspace_id, 'other-' || id, waba_id, '+390000000009' from phone_number
         where workspace_id = $1 returning id)
       update conversation set number_id = other.id from other, message m where m.id = $2 and conversation.id = m.conversation_id`,
      [stage.workspace.id, message],
    );
    await stage.outgoing.send(message);
    expect(new Set(stage.whatsapp.uploads.map(({ phoneNumberId }) => phoneNumberId)).size).toBe(2);
  });
});

describe('a file that cannot be had', () => {
  it.each([
    [{ outcome: 'no_file', detail: 'its type text/html is not taken' }],
    [{ outcome: 'refused', reason: 'address_refused', detail: 'the address is not one of the public internet' }],
  ] as const)('ends the message with the reason and the field: %j', async (answer) => {
    await stage.publish(showing(link));
    const message = await aMessage();
    stage.files.answerNext(() => answer);
    expect(await stage.outgoing.send(message)).toEqual({ outcome: 'failed', reason: 'file_not_loaded' });
    expect((await row(message)).problem.words).toBe(
      `header.link: the file for the image could not be loaded: ${answer.detail}`,
    );
    expect(stage.whatsapp.ledger).toEqual([]);
  });

  it('is waited for while its server is away, a quarter of an hour at most', async () => {
    await stage.publish(showing(link));
    const message = await aMessage();
    const waits: number[] = [];
    for (let outcome; outcome === undefined;) {
      stage.files.answerNext(() => ({ outcome: 'no_answer', detail: 'its server answered HTTP 503' }));
      outcome = await stage.outgoing.send(message).catch(({ waitMs }: { waitMs: number }) => void waits.push(waitMs));
    }
    expect(waits.slice(0, 8)).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]);
    expect(waits).toHaveLength(19);
    expect(await row(message)).toMatchObject({ status: 'failed', problem: { code: 'file_not_loaded' } });
  });

  it.each<[string, UploadAnswer, object]>([
    ['is not there', { outcome: 'unreachable', detail: 'ECONNREFUSED' }, { code: 'later', waitMs: 5_000 }],
    ['left open what became of it', { outcome: 'unknown', detail: 'no answer in time' }, { code: 'later' }],
    [
      'is asked too often',
      { outcome: 'rejected', error: { code: 4, class: 'throttled', words: 'too often', retryAfterMs: 60_000 } },
      { code: 'later', waitMs: 60_000 },
    ],
  ])('because WhatsApp %s is given to it again', async (_, answer, later) => {
    await stage.publish(showing(link));
    const message = await aMessage();
    stage.whatsapp.answerNextUpload(() => answer);
    await expect(stage.outgoing.send(message)).rejects.toMatchObject(later);
    await stage.numberRests(0);
    expect(await stage.outgoing.send(message)).toEqual({ outcome: 'accepted' });
  });

  it('because WhatsApp does not take it ends the message', async () => {
    await stage.publish(showing(link));
    const message = await aMessage();
    stage.whatsapp.answerNextUpload(() => ({
      outcome: 'rejected',
      error: { code: 131053, class: 'final', words: 'not taken' },
    }));
    expect(await stage.outgoing.send(message)).toEqual({ outcome: 'failed', reason: '131053' });
  });

  it('is not fetched for a message that may not go out', async () => {
    await stage.publish(showing(link));
    const message = await aMessage();
    await stage.dataSource.query(`update contact set blocked = true where workspace_id = $1`, [stage.workspace.id]);
    expect(await stage.outgoing.send(message)).toMatchObject({ outcome: 'skipped' });
    expect(stage.files.fetched).toEqual([]);
  });
});
