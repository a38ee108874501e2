import 'reflect-metadata';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { startBrowser } from '../testing/browser.js';
import { eventually } from '../testing/eventually.js';
import { RunningSandbox } from '../testing/running-sandbox.js';
import { phone, type TestNumber } from '../testing/test-number.js';

/** Whatever of it became markup or a script would set the title of the page. */
const hostile = `<img src=x onerror="document.title='owned'"><script>document.title='owned'</script>`;

let sandbox: RunningSandbox;
let browser: Browser;
let number: TestNumber;
let page: Page;
let problems: string[];

beforeAll(async () => {
  browser = await startBrowser(process.env);
  sandbox = await RunningSandbox.start();
  page = await browser.newPage();
  page.on('pageerror', ({ message }) => problems.push(message));
  page.on('console', (line) => void (line.type() === 'error' && problems.push(line.text())));
});
afterAll(async () => {
  await browser?.close();
  await sandbox?.stop();
});
beforeEach(async () => {
  number = await sandbox.newNumber();
  problems = [];
});
afterEach(() => {
  if (problems.length > 0) throw new Error(`the page reports: ${problems.join('; ')}`);
});

const open = (contact?: string) => {
  const who = new URLSearchParams({ number: number.phoneNumberId, ...(contact !== undefined && { contact }) });
  return page.goto(`${sandbox.url}/phone?${who.toString()}`);
};
const add = (name: string) => number.order(`customers/${phone}`, { name });
const chat = () => page.getByRole('log', { name: 'Chat' });
/** The bubble that holds a text. */
const bubble = (text: string) => chat().getByRole('article').filter({ hasText: text });
const write = async (text: string) => {
  await page.getByLabel('Message', { exact: true }).fill(text);
  await page.keyboard.press('Enter');
};
const told = (count: number) => number.toldOf('message', ({ length }) => length === count);

describe('the phone', () => {
  it('lets somebody new write, be answered with buttons and tap one, and shows what becomes of the answer', async () => {
    await page.goto(sandbox.url);
    await page.getByRole('button', { name: 'New contact' }).click();
    await page.getByLabel('Phone number').fill('+39 123 456 7890');
    await page.getByLabel('Name').fill('Anna');
    await page.getByLabel('Business number (its id)').fill(number.phoneNumberId);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Anna' }).waitFor();

    await write('Is my order on its way?');
    const [first] = await told(1);
    expect(first).toMatchObject({ from: { phone, name: 'Anna' }, content: { text: 'Is my order on its way?' } });

    await number.send({ kind: 'buttons', text: 'Which one?', buttons: [{ id: 'boots', title: 'The boots' }] });
    await bubble('Which one?').getByLabel('read', { exact: true }).waitFor();
    await chat().getByRole('button', { name: 'The boots' }).click();
    const all = await told(2);
    expect(all.map(({ content }) => content)).toContainEqual({ kind: 'button', payload: 'boots', text: 'The boots' });
    await bubble('The boots').getByText('Which one?').waitFor();
  });

  it('chooses a row of a list, quotes a message and reacts to it, by keyboard alone', async () => {
    await number.write('hi', { name: 'Anna' });
    await number.send({ kind: 'list', text: 'Which size?', button: 'Sizes', rows: [{ id: 's38', title: 'Size 38' }] });
    await open(phone);
    await chat().getByRole('button', { name: 'Sizes' }).press('Enter');
    await page.getByRole('dialog').getByRole('button', { name: 'Size 38' }).press('Enter');
    await bubble('Size 38').waitFor();

    const question = chat().getByRole('listitem').filter({ hasText: 'Which size?' }).first();
    await question.getByRole('button', { name: 'Reply' }).press('Enter');
    await write('or 39');
    await bubble('or 39').getByText('Which size?').waitFor();
    await question.getByRole('button', { name: 'React' }).press('Enter');
    await page.getByRole('button', { name: '👍' }).press('Enter');
    await bubble('Which size?').getByText('👍').first().waitFor();

    const [entry] = await number.ledger();
    const answers = (await told(4)).filter(({ quotedMessageId }) => quotedMessageId === entry?.wamid);
    expect(answers.map(({ content }) => content.kind).sort()).toEqual(['list_reply', 'text']);
  });

  it('is asked for the permission to call, takes a call, hangs up and declines the next', async () => {
    const { phoneNumberId } = number;
    const dial = () => number.client.startCall({ phoneNumberId, to: { phone }, sdpOffer: 'v=0', callbackId: 'c-1' });
    const ended = (count: number) => number.toldOf('call_ended', ({ length }) => length >= count);
    await number.write('Call me');
    await number.send({ kind: 'call_permission', text: 'May we call you?' });
    await open(phone);
    await page.getByText('Calls are not allowed').waitFor();
    await chat().getByRole('button', { name: 'Allow', exact: true }).click();
    await bubble('Calls allowed for 7 days').waitFor();

    expect(await dial()).toMatchObject({ outcome: 'calling' });
    const call = page.getByRole('region', { name: 'Call' });
    await call.getByText('is calling').waitFor();
    await call.getByRole('button', { name: 'Answer' }).click();
    await call.getByText('Talking to').waitFor();
    await call.getByRole('button', { name: 'Hang up' }).click();
    expect(await ended(1)).toMatchObject([{ result: 'answered' }]);
    await chat()
      .getByText(/Voice call, \d+ s/)
      .waitFor();

    await dial();
    await call.getByRole('button', { name: 'Decline' }).click();
    expect((await ended(3)).map(({ result }) => result)).toContain('declined');
    await chat().getByText('Declined voice call').waitFor();
    await call.waitFor({ state: 'hidden' });
  });

  it('reads when told to, and the business learns of it', async () => {
    await number.order('settings', { statuses: ['sent', 'delivered'] });
    await number.write('hi');
    await number.sendText('Here we are');
    await open(phone);
    await bubble('Here we are').getByLabel('delivered', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Mark 1 as read' }).click();
    await bubble('Here we are').getByLabel('read', { exact: true }).waitFor();
    await eventually(
      () => number.reported(),
      (statuses) => statuses.join() === 'sent,delivered,read',
    );
    await page.getByRole('switch', { name: 'Messages are read at once' }).check();
    await number.sendText('One more thing');
    await bubble('One more thing').getByLabel('read', { exact: true }).waitFor();
  });

  it('shows a template as it was filled, and why a message failed', async () => {
    await number.approveTemplate();
    await number.sendTemplate({ '1': 'Anna' });
    await open(phone);
    await bubble('Hi Anna, your cart waits.').getByText('cart', { exact: true }).waitFor();
    await chat().getByRole('button', { name: 'Help me' }).waitFor();
    await number.write('hi');
    await number.order('failures', { mode: 'failed_status', code: 131026 });
    await number.sendText('Lost');
    await bubble('Lost').getByText('131026: Message undeliverable').waitFor();
  });

  it('shows files, places and people as cards, and fetches nothing of them', async () => {
    const outside: string[] = [];
    page.on('request', (request) => void (request.url().startsWith(sandbox.url) || outside.push(request.url())));
    await number.write('hi');
    await number.order(`customers/${phone}/message`, {
      message: { type: 'location', location: { latitude: 45.4, longitude: 9.2, name: 'Home' } },
    });
    await number.send({ kind: 'media', media: 'image', link: 'https://shop.test/boots.jpg', caption: 'The boots' });
    await open(phone);
    await bubble('Home').getByText('45.4, 9.2').waitFor();
    const link = bubble('The boots').getByRole('link', { name: 'Open' });
    expect(await link.getAttribute('href')).toBe('https://shop.test/boots.jpg');
    expect(outside).toEqual([]);
  });

  it('lets no text become markup, a script or a dangerous link', async () => {
    await number.write(hostile, { name: hostile });
    await number.sendText(hostile);
    await number.send({
      kind: 'list',
      text: hostile,
      button: '<b>Rows',
      rows: [{ id: 'x', title: '<i>row', description: '<u>of it' }],
    });
    await number.order(`customers/${phone}/message`, {
      message: { type: 'document', document: { link: 'javascript:document.title="owned"', filename: hostile } },
    });
    await open(phone);
    await bubble('onerror').nth(3).waitFor();
    await chat().getByRole('button', { name: '<b>Rows' }).click();
    await page.getByRole('dialog').getByText('<u>of it').waitFor();
    expect(await page.locator('#chat :is(img, script, b), dialog :is(i, u), #contacts img').count()).toBe(0);
    expect(await page.locator('a[href^="javascript"]').count()).toBe(0);
    expect(await page.title()).toBe('Sandbox phone');
  });

  it('would not run a script that got into the page after all', async () => {
    await add('Anna');
    await open(phone);
    await page.getByText('Nothing was written yet').waitFor();
    const planted = `{ const script = document.createElement('script'); script.textContent = 'document.title = "owned"'; }`;
    const outcome = page.evaluate(planted).catch(({ message }: Error) => message);
    expect(await outcome).toContain('TrustedScript');
    problems = problems.filter(
      (problem) => !problem.includes('Content Security Policy') && !problem.includes('TrustedScript'),
    );
  });

  it('says what the sandbox refuses, in its words', async () => {
    await open();
    await page.getByRole('button', { name: 'New contact' }).click();
    await page.getByLabel('Phone number').fill('nobody');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('nobody is neither a phone number').waitFor();
    problems = problems.filter((problem) => !problem.includes('status of 400'));
  });
});
