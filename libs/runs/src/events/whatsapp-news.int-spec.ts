import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import { aDefinition, Stage } from '../testing/index.js';

const minute = 60_000;
const anna = '+391110000001';
const annasNew = '+391110000002';
const opened: Stage[] = [];
let stage: Stage;

beforeEach(async () => {
  stage = await Stage.open(process.env['DATABASE_URL']);
  opened.push(stage);
  for (const template of ['cart_reminder', 'cart_coupon']) await stage.approveTemplate(template);
});
afterAll(() => Promise.all(opened.map((each) => each.close())));

async function aRunThatAsked(): Promise<string> {
  await stage.publish(aDefinition());
  await stage.cart(anna, 'cart-1');
  const { id } = await stage.onlyRun();
  await stage.drive(id);
  return id;
}

const tells = (type: string, data: Record<string, unknown>, phone = anna) =>
  stage.tells(`whatsapp.${type}`, phone, { phoneNumberId: stage.workspace.phoneNumberId, ...data });
const prefers = (marketing: 'stop' | 'resume', at = stage.clock.now()) =>
  tells('preference.changed', { marketing, at });

interface ContactRow {
  id: string;
  marketing_consent: string;
  consent_via: string | null;
  phones: string[];
}
const contacts = (): Promise<ContactRow[]> =>
  stage.dataSource.query(
    `select c.id, c.marketing_consent, c.consent_via,
       (select coalesce(array_agg(i.value order by i.value), '{}') from contact_identity i where i.contact_id = c.id) as phones
     from contact c where c.workspace_id = $1 and c.merged_into is null order by c.created_at`,
    [stage.workspace.id],
  );

describe('a marketing stop in WhatsApp itself', () => {
  it('ends every run at once and is told with its proof', async () => {
    await aRunThatAsked();
    await prefers('stop');
    expect(await stage.onlyRun()).toMatchObject({ state: 'exited', reason: 'opted_out' });
    expect(await contacts()).toMatchObject([{ marketing_consent: 'withdrawn', consent_via: 'whatsapp' }]);
    const [told] = await stage.dataSource.query(
      `select event->'data' as data from outbox where event->>'workspaceid' = $1 and event->>'type' = 'contact.consent_changed'`,
      [stage.workspace.id],
    );
    expect(told.data).toMatchObject({
      marketing: 'withdrawn',
      via: 'whatsapp',
      proof: { at: new Date(stage.clock.now()).toISOString() },
    });
    expect(await stage.emitted()).toContain('contact.opted_out');
  });

  it('counts as what was said last, in whatever order it comes', async () => {
    const now = stage.clock.now();
    await aRunThatAsked();
    await prefers('resume', now - minute);
    await prefers('stop', now - 2 * minute);
    expect(await contacts()).toMatchObject([{ marketing_consent: 'given' }]);
    expect(await stage.onlyRun()).toMatchObject({ state: 'active' });
    await prefers('stop', now);
    await prefers('resume', now - minute / 2);
    expect(await contacts()).toMatchObject([{ marketing_consent: 'withdrawn' }]);
  });
});

describe('a new number', () => {
  it('is followed: messages go there, and who has the old number is somebody else', async () => {
    await aRunThatAsked();
    const [before] = await contacts();
    await tells('contact.number_changed', { phone: annasNew });
    expect(await contacts()).toMatchObject([{ id: before?.id, phones: [annasNew] }]);
    await stage.says(anna, 'Hello, I am Bea');
    expect((await contacts()).map(({ phones }) => phones)).toEqual([[annasNew], [anna]]);
  });

  it('under which the contact wrote before is the same contact, and its runs go on', async () => {
    const run = await aRunThatAsked();
    await stage.says(annasNew, 'Me again');
    await tells('contact.number_changed', { phone: annasNew });
    expect(await contacts()).toMatchObject([{ phones: [annasNew] }]);
    expect(await stage.emitted()).toContain('contact.merged');
    await stage.says(annasNew, { kind: 'button', payload: 'help', text: 'Help' });
    expect((await stage.drive(run)).outcome).toMatchObject({ state: 'completed' });
  });

  it('that is told twice does not bring in who has the old one by now', async () => {
    const told = { phone: annasNew, id: 'change-1' };
    await stage.says(anna, 'Hi');
    await tells('contact.number_changed', told);
    await stage.says(anna, 'Hello, I am Bea');
    expect(await tells('contact.number_changed', told)).toBe('repeated');
    expect((await contacts()).map(({ phones }) => phones)).toEqual([[annasNew], [anna]]);
  });
});

describe('a message of a contact', () => {
  const contentOf = async (providerId: string) =>
    (await stage.dataSource.query(`select content from message where provider_id = $1`, [providerId]))[0].content;

  it('is shown as it was changed last, and not at all once it was taken back', async () => {
    const wamid = await stage.says(anna, 'Ciao');
    const edited = (text: string, at: number) =>
      tells('message.edited', { messageId: wamid, content: { kind: 'text', text }, at });
    const now = stage.clock.now();
    await edited('Ciao a tutti', now + 2);
    await edited('Ciao a', now + 1);
    expect(await contentOf(wamid)).toEqual({ kind: 'text', text: 'Ciao a tutti' });
    await tells('message.revoked', { messageId: wamid, at: now + 3 });
    expect(await contentOf(wamid)).toEqual({ kind: 'unsupported', type: 'revoked' });
  });

  it('is not for others to change', async () => {
    const wamid = await stage.says(anna, 'Ciao');
    await tells('message.revoked', { messageId: wamid }, annasNew);
    expect(await contentOf(wamid)).toEqual({ kind: 'text', text: 'Ciao' });
  });
});

it('a call of the contact opens the window, as a message does', async () => {
  await tells('call.started', { callId: 'wacid.1', direction: 'inbound' });
  const rows = await stage.dataSource.query(`select last_inbound_at from conversation where workspace_id = $1`, [
    stage.workspace.id,
  ]);
  expect(rows).toEqual([{ last_inbound_at: new Date(stage.clock.now()) }]);
});
