import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Stage } from '../testing/index.js';

const minute = 60_000;
let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open(process.env['DATABASE_URL']);
});
afterAll(() => stage.close());

const says = (phone: string, marketing: 'given' | 'withdrawn', more: object = {}) =>
  stage.tells('shop.customer.consent_changed', phone, {
    marketing,
    channel: 'sms',
    coversWhatsApp: true,
    proof: 'Shopify customer 7, sms: subscribed',
    ...more,
  });

const consentOf = async (phone: string) =>
  stage.dataSource.query<unknown[]>(
    `select c.marketing_consent as now, r.marketing, r.text, r.via from contact_identity i join contact c on c.id = i.contact_id
     left join consent_record r on r.contact_id = c.id where i.kind = 'phone' and i.value = $1 order by r.id`,
    [phone],
  );

it('records consent that covers WhatsApp, with what proves it', async () => {
  await says('+391110000001', 'given');
  expect(await consentOf('+391110000001')).toEqual([
    { now: 'given', marketing: 'given', text: 'Shopify customer 7, sms: subscribed', via: expect.any(String) },
  ]);
});

it('knows the customer, and takes no consent to another channel for one to WhatsApp', async () => {
  await says('+391110000002', 'given', { coversWhatsApp: false });
  expect(await consentOf('+391110000002')).toMatchObject([{ now: 'unknown', marketing: null }]);
});

it('lets nothing older stand against what was said since', async () => {
  const now = stage.clock.now();
  await says('+391110000003', 'withdrawn', { at: now });
  await says('+391110000003', 'given', { at: now - minute });
  expect(await consentOf('+391110000003')).toMatchObject([{ now: 'withdrawn' }]);
  await says('+391110000003', 'given', { at: now + minute });
  expect(await consentOf('+391110000003')).toMatchObject([{ now: 'given' }, { marketing: 'given' }]);
});
