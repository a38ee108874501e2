import { describe, expect, it } from '@jest/globals';
import { breakingChanges } from './breaking-changes.js';
import { eventDocument, type EventDocument, type Schema } from './event-document.js';

const document = eventDocument();

/** The document with one thing changed. */
function changed(change: (copy: EventDocument) => void): EventDocument {
  const copy = JSON.parse(JSON.stringify(document)) as EventDocument;
  change(copy);
  return copy;
}

/** The schema of an event's data, as it can be changed in place. */
function dataOf({ components }: EventDocument, id: string): Schema & { properties: Record<string, Schema> } {
  const own = components.messages[id]?.payload?.allOf?.[1] as Schema;
  return own.properties?.['data'] as Schema & { properties: Record<string, Schema> };
}

describe('nothing is broken by', () => {
  it.each<[string, (copy: EventDocument) => void]>([
    ['nothing', () => undefined],
    [
      'a new event',
      ({ channels, operations, components }) => {
        components.messages['send.run.paused'] = structuredClone(components.messages['send.run.step']!);
        channels['run']!.messages['send.run.paused'] = { $ref: '#/components/messages/send.run.paused' };
        operations['sendRun']!.messages.push({ $ref: '#/channels/run/messages/send.run.paused' });
      },
    ],
    [
      'a new field that may be absent',
      (copy) => (dataOf(copy, 'send.run.step').properties['note'] = { type: 'string' }),
    ],
    ['another value', (copy) => dataOf(copy, 'send.ticket.opened').properties['status']?.enum?.push('waiting')],
    [
      'more room in what is received',
      (copy) => (dataOf(copy, 'receive.ticket.opened').properties['subject']!.maxLength = 9_000),
    ],
    [
      'a field of what is received that may be absent now',
      (copy) => (dataOf(copy, 'receive.ticket.opened').required = ['contact']),
    ],
    ['other words', (copy) => (copy.components.schemas['ContactReference']!.description = 'Who')],
  ])('%s', (_, change) => {
    expect(breakingChanges(document, changed(change))).toEqual([]);
  });
});

describe('broken by', () => {
  it.each<[string, (copy: EventDocument) => void, string]>([
    [
      'an event that is gone',
      (copy) => copy.operations['sendRun']!.messages.shift(),
      'sendRun: the event send.run.armed is gone',
    ],
    [
      'an operation that is gone',
      (copy) => delete copy.operations['receiveBooking'],
      'receiveBooking: the event receive.booking.created is gone',
    ],
    [
      'a topic of another name',
      (copy) => (copy.channels['run']!.address = 'threadline.run.v2'),
      'channel run: the topic threadline.run.v1 is gone',
    ],
    [
      'a field that is gone',
      (copy) => delete dataOf(copy, 'send.run.step').properties['turn'],
      'send.run.step.data.turn is gone',
    ],
    [
      'a new field that is required',
      (copy) => dataOf(copy, 'receive.booking.created').required?.push('place'),
      'receive.booking.created.data.place is required now',
    ],
    [
      'a field that is required now',
      (copy) => dataOf(copy, 'send.run.step').required?.push('key'),
      'send.run.step.data.key is required now',
    ],
    [
      'a sent field that may be absent now',
      (copy) => dataOf(copy, 'send.run.step').required?.pop(),
      'send.run.step.data.turn may be absent now',
    ],
    [
      'a field of another type',
      (copy) => (dataOf(copy, 'send.run.step').properties['turn']!.type = 'string'),
      'send.run.step.data.turn: type was "integer" and is "string"',
    ],
    [
      'a field of another format',
      (copy) => (dataOf(copy, 'send.run.step').properties['runId']!.format = 'uri'),
      'send.run.step.data.runId: format was "uuid" and is "uri"',
    ],
    [
      'a value that is gone',
      (copy) => dataOf(copy, 'send.ticket.opened').properties['status']?.enum?.shift(),
      'send.ticket.opened.data.status: the value "open" is gone',
    ],
    [
      'less room in what is received',
      (copy) => (dataOf(copy, 'receive.ticket.opened').properties['subject']!.maxLength = 9),
      'receive.ticket.opened.data.subject: maxLength was 2000 and is 9',
    ],
    [
      'an alternative that is gone',
      (copy) => dataOf(copy, 'send.ticket.opened').properties['assigneeId']?.anyOf?.pop(),
      'send.ticket.opened.data.assigneeId: the alternative {"type":"null"} is gone',
    ],
    [
      'an identity by which contacts are named no more',
      (copy) => delete copy.components.schemas['ContactReference']!.properties!['email'],
      'receive.booking.created.data.contact.email is gone',
    ],
    [
      'a field of the envelope that is required now',
      (copy) => copy.components.schemas['CloudEvent']!.required?.push('subject'),
      'receive.booking.created.subject is required now',
    ],
    [
      'another key',
      (copy) => (copy.components.messages['send.run.step']!.bindings.kafka.key.pattern = '^x$'),
      'send.run.step key: pattern was',
    ],
  ])('%s', (_, change, said) => {
    expect(breakingChanges(document, changed(change))).toContainEqual(expect.stringContaining(said));
  });
});
