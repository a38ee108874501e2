import { describe, expect, it } from '@jest/globals';
import { anAutomation, isFired, type TriggerInput } from '../testing/index.js';
import { claimOf } from './firing.js';

type Match = Extract<TriggerInput, { type: 'customer_message' }>['match'];
const text = (said: string) => ({ kind: 'text', text: said });
const button = { kind: 'button', payload: 'help', text: 'Help me!' };
const photo = { kind: 'media', media: 'image', mediaId: 'm' };
const fires = (match: Match, content: unknown) =>
  isFired({ type: 'customer_message', match }, { type: 'whatsapp.message.received', data: { content } });

describe('a customer_message trigger', () => {
  it.each<[Match, unknown, boolean]>([
    ['Perché no', text(' PERCHE  no 🎉'), true],
    ['no', text('no way'), false],
    [{ contains: 'price' }, text('What is the PRICE?'), true],
    [{ starts_with: ['hi', 'hello'] }, text('Hello there'), true],
    [{ starts_with: 'there' }, text('Hello there'), false],
    [{ regex: '(?i)order #\\d+' }, text('about Order #12'), true],
    [{ button: 'help' }, button, true],
    [{ button: 'help me!' }, button, true],
    [{ button: 'help' }, text('help'), false],
    [{ media: 'image' }, photo, true],
    [{ media: 'audio' }, photo, false],
    [{ any: true }, photo, true],
  ])('with %j on %j: %s', (match, content, expected) => {
    expect(fires(match, content)).toBe(expected);
  });

  it('does not fire at other events', () => {
    expect(isFired({ type: 'customer_message', match: { any: true } }, { type: 'shop.cart.updated' })).toBe(false);
  });

  it('fires at messages to its number only, when it names one', () => {
    const number = '100000000000001';
    const written = (phoneNumberId: string) =>
      isFired(
        { type: 'customer_message', match: 'hi', number },
        { type: 'whatsapp.message.received', data: { phoneNumberId, content: text('hi') } },
      );
    expect(['100000000000001', '100000000000002'].map(written)).toEqual([true, false]);
  });

  it.each<[Match, string]>([
    ['hi', 'phrase'],
    [{ exact: ['hi'] }, 'phrase'],
    [{ button: 'hi' }, 'button'],
    [{ contains: 'hi' }, 'other'],
    [{ any: true }, 'other'],
  ])('claims a message matched with %j as %s, by its priority', (match, by) => {
    const { triggers } = anAutomation().startedBy({ id: 'it', type: 'customer_message', match, priority: 7 }).build();
    expect(triggers.map(claimOf)).toEqual([{ by, priority: 7 }]);
  });
});
