import { bubble } from './bubble.js';
import { byId, element, fill } from './element.js';

/**
 * @typedef {import('./api.js').Chat} Chat
 * @typedef {import('./api.js').ChatMessage} ChatMessage
 * @typedef {{ note: string } | { message: ChatMessage, quoted: ChatMessage | undefined }} Line
 */

const log = byId('log', HTMLElement);
const list = byId('chat', HTMLOListElement);
const day = new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long' });

/** How far from its end the chat may be scrolled and still follow what arrives, in pixels. */
const nearEnd = 120;

/**
 * Shows the messages of a chat. Whoever has scrolled up to read stays there.
 * @param {Chat} chat
 * @param {import('./bubble.js').Gestures} gestures
 * @param {{ isOther: boolean }} change whether another chat was shown before
 */
export function showMessages({ messages, earlier }, gestures, { isOther }) {
  const follows = isOther || log.scrollHeight - log.scrollTop - log.clientHeight < nearEnd;
  const byMessageId = new Map(messages.map((message) => [message.id, message]));
  /** @type {{ key: string, content: Line }[]} */
  const items = messages.flatMap((message, place) => {
    const date = day.format(new Date(message.at));
    const isNewDay = place === 0 || date !== day.format(new Date(messages[place - 1]?.at ?? 0));
    const quoted = message.quotes === undefined ? undefined : byMessageId.get(message.quotes);
    return [
      ...(isNewDay ? [{ key: `day ${date}`, content: { note: date } }] : []),
      { key: message.id, content: { message, quoted } },
    ];
  });
  const before =
    earlier > 0 ? [{ key: 'earlier', content: { note: `${earlier} earlier messages are not shown` } }] : [];
  fill(list, [...before, ...items], (content) =>
    'note' in content ? element('li', { class: 'note' }, content.note) : bubble(content, gestures),
  );
  if (follows) log.scrollTop = log.scrollHeight;
}
