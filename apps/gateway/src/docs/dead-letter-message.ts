import { deadLetterPrefix } from '@threadline/kafka';
import type { EventMessage } from './event-document.js';

const words = {
  code: 'Why it could not be handled, one word for programs',
  reason: 'Why, one sentence for people, without personal data',
  path: 'Where in the message',
  stack: 'Where in our code, when it is a defect of ours',
  topic: 'The topic it was read from',
  partition: 'The partition it was read from',
  offset: 'The offset it was read from',
  timestamp: 'When it was written there, in milliseconds',
  group: 'The consumer group that could not handle it',
  'first-seen': 'When it first could not be handled',
  'original-bytes': 'How long it was, when it was too large to be kept whole',
};
const headers = Object.entries(words).map(([name, description]) => [
  `${deadLetterPrefix}${name}`,
  { type: 'string' as const, description },
]);

/** A message that could not be handled, as it came, with its own key and headers and the reason in more headers. */
export const deadLetterMessage: EventMessage = {
  name: 'dead_letter',
  title: 'A message that could not be handled',
  summary: 'Key, value and headers as they came, whatever they are; headers of ours tell why and from where',
  contentType: 'application/octet-stream',
  headers: { type: 'object', properties: Object.fromEntries(headers) },
  bindings: { kafka: { key: { description: 'The key it came with' }, bindingVersion: '0.5.0' } },
};
