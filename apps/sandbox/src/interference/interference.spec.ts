import 'reflect-metadata';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from '../testing/eventually.js';
import { RunningSandbox } from '../testing/running-sandbox.js';
import { codeOf, type TestNumber } from '../testing/test-number.js';

const other = '+39999999999';
let sandbox: RunningSandbox;
let number: TestNumber;
beforeAll(async () => void (sandbox = await RunningSandbox.start()));
afterAll(() => sandbox.stop());
beforeEach(async () => {
  number = await sandbox.newNumber();
  await number.write('hi');
});

const isHeld = () =>
  eventually(
    () => sandbox.control(`held?phoneNumberId=${number.phoneNumberId}`),
    ({ body }) => body['count'] === 1,
  );

describe('an ordered failure', () => {
  it.each([
    [{ mode: 'error', code: 131016 }, 131016, 0],
    [{ mode: 'http_500' }, 'unknown', 0],
    [{ mode: 'timeout_before_acting' }, 'unknown', 0],
    [{ mode: 'timeout_after_acting' }, 'unknown', 1],
    [{ mode: 'drop_after_acting' }, 'unknown', 1],
    [{ mode: 'failed_status', code: 131026 }, 'accepted', 1],
  ])('%j hits the next call alone', async (failure, outcome, accepted) => {
    await number.order('failures', failure);
    const isSilent = failure.mode.startsWith('timeout');
    const client = sandbox.client('token', isSilent ? 500 : 20_000);
    expect(codeOf(await number.send({ kind: 'text', text: 'x' }, { client }))).toBe(outcome);
    await eventually(
      () => number.ledger(),
      ({ length }) => length === accepted,
    );
    expect(codeOf(await number.sendText())).toBe('accepted');
  });

  it('hits as many calls as asked, to the contact that is named', async () => {
    await number.order('failures', { mode: 'error', code: 2, times: 2, to: other });
    await number.order(`customers/${other}/text`, { text: 'hi' });
    const toOther = () => number.send({ kind: 'text', text: 'x' }, { to: other });
    expect(codeOf(await number.sendText())).toBe('accepted');
    expect([codeOf(await toOther()), codeOf(await toOther()), codeOf(await toOther())]).toEqual([2, 2, 'accepted']);
  });
});

describe('a hold', () => {
  it.each([
    ['before_acting', 0],
    ['after_acting', 1],
  ])('%s keeps calls waiting until they are released', async (at, acceptedWhileHeld) => {
    await number.order('hold', { at });
    const answer = number.sendText();
    await isHeld();
    expect(await number.ledger()).toHaveLength(acceptedWhileHeld);
    expect((await number.order('release')).body).toEqual({ released: 1 });
    expect(codeOf(await answer)).toBe('accepted');
    expect(await number.ledger()).toHaveLength(1);
  });
});

describe('a reset', () => {
  it('forgets one number, breaks its held calls, and leaves the others alone', async () => {
    const bystander = await sandbox.newNumber();
    await bystander.write('hi');
    await bystander.sendText();
    await number.sendText();
    await number.order('hold', { at: 'before_acting' });
    const answer = number.sendText();
    await isHeld();
    await number.order('reset');
    expect(codeOf(await answer)).toBe('unknown');
    expect(await number.ledger()).toEqual([]);
    expect(codeOf(await number.sendText())).toBe(131047);
    expect(await bystander.ledger()).toHaveLength(1);
  });
});

describe('a bad order', () => {
  it('to a route that does not exist is refused as such', async () => {
    expect((await sandbox.control('nothing')).status).toBe(404);
    expect((await sandbox.control('no/such', {})).status).toBe(404);
  });

  it.each([
    ['failures', { mode: 'error' }, 'code'],
    ['failures', { mode: 'magic' }, 'mode'],
    ['settings', { repeat: 9 }, 'repeat'],
    ['settings', { colour: 'red' }, 'colour'],
    ['hold', { at: 'noon' }, 'at'],
    ['customers/nobody/text', { text: 'x' }, 'nobody'],
  ])('(%s %j) is refused and says what is wrong', async (path, body, named) => {
    const answer = await number.order(path, body);
    expect(answer.status).toBe(400);
    expect(JSON.stringify(answer.body['message'])).toContain(named);
  });
});
