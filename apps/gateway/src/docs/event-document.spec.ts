import { readFile } from 'node:fs/promises';
import { Parser } from '@asyncapi/parser';
import { expect, it } from '@jest/globals';
import { outboundEvents, topics } from '@threadline/contracts';
import { breakingChanges } from './breaking-changes.js';
import { eventDocument, type EventDocument } from './event-document.js';

const document = eventDocument();
const { channels, operations, components } = document;
const parser = new Parser();
const errorsOf = async (source: string) =>
  (await parser.validate(source)).filter(({ severity }) => severity <= 1).map(({ message, path }) => [message, path]);

it('is AsyncAPI 3.0 by the rules of its own parser', async () => {
  expect(await errorsOf(JSON.stringify(document))).toEqual([]);
  const spoilt = JSON.stringify(document).replace('"action":"receive"', '"action":"publish"');
  expect(await errorsOf(spoilt)).not.toEqual([]);
});

it('has one channel for each topic', () => {
  expect(Object.values(channels).map(({ address }) => address)).toEqual(topics);
});

it('tells every event that we emit on the topic that it travels on', () => {
  const told = Object.keys(components.messages).filter((id) => id.startsWith('send.'));
  expect(told).toEqual([...outboundEvents.map(({ shape }) => `send.${shape.type.value}`), 'send.dead_letter']);
  expect(operations['sendRun']?.messages).toContainEqual({ $ref: '#/channels/run/messages/send.run.step' });
});

it('tells an event that we hear and tell as two messages of one channel', () => {
  expect(Object.keys(channels['ticket']?.messages ?? {})).toEqual(
    expect.arrayContaining(['receive.ticket.opened', 'send.ticket.opened']),
  );
});

it('says that a contact is named by at least one identity', () => {
  expect(components.schemas['ContactReference']?.anyOf).toContainEqual({ required: ['phone'] });
});

it('keeps what the committed document promises', async () => {
  const committed = JSON.parse(
    await readFile(new URL('../../asyncapi.json', import.meta.url), 'utf8'),
  ) as EventDocument;
  expect(breakingChanges(committed, document)).toEqual([]);
});
