import { element } from './element.js';

/**
 * @typedef {import('./api.js').ChatMessage} ChatMessage
 * @typedef {object} Gestures what can be done with a message
 * @property {(message: ChatMessage) => void} reply
 * @property {(message: ChatMessage) => void} react
 * @property {(message: ChatMessage, payload: string) => void} tap
 * @property {(message: ChatMessage) => void} choose opens the rows of a list
 */

const time = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const exactTime = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' });
const icons = { image: '▣', video: '▶', audio: '♪', document: '▤', sticker: '★', location: '◉', contacts: '☻' };
const ticks = { accepted: '🕓', sent: '✓', delivered: '✓✓', read: '✓✓', failed: '⚠' };

/** @param {string} at */
export const timeOf = (at) => time.format(new Date(at));

/**
 * A message, with the one it quotes.
 * @param {{ message: ChatMessage, quoted: ChatMessage | undefined }} shown
 * @param {Gestures} gestures
 * @returns {HTMLLIElement}
 */
export function bubble({ message, quoted }, gestures) {
  if (message.type === 'system') return element('li', { class: 'note' }, message.text);
  if (message.type === 'call') return element('li', { class: 'note' }, `☎ ${message.text}, ${timeOf(message.at)}`);
  const { from, reactions } = message;
  const who = from === 'business' ? 'Business' : 'You';
  return element(
    'li',
    { class: `message ${from}` },
    element(
      'article',
      { class: 'bubble', 'aria-label': `${who}, ${timeOf(message.at)}` },
      ...content(message, quoted),
      foot(message),
      reactions.length > 0
        ? element('p', { class: 'reactions' }, reactions.map(({ emoji }) => emoji).join(' '))
        : undefined,
    ),
    ...buttons(message, gestures),
    element(
      'div',
      { class: 'gestures' },
      element(
        'button',
        { type: 'button', 'aria-label': 'Reply', title: 'Reply', onclick: () => gestures.reply(message) },
        '↩',
      ),
      element(
        'button',
        { type: 'button', 'aria-label': 'React', title: 'React', onclick: () => gestures.react(message) },
        '☺',
      ),
    ),
  );
}

/**
 * @param {ChatMessage} message
 * @param {ChatMessage | undefined} quoted
 */
function content({ quotes, header, card, text, footer, change }, quoted) {
  if (change === 'revoked') return [element('p', { class: 'revoked' }, 'You took this message back')];
  return [
    quotes === undefined ? undefined : quotation(quoted),
    header === undefined ? undefined : element('p', { class: 'header', dir: 'auto' }, header),
    card && cardOf(card),
    text === '' ? undefined : element('p', { class: 'text', dir: 'auto' }, text),
    footer === undefined ? undefined : element('p', { class: 'footer', dir: 'auto' }, footer),
  ];
}

/** @param {ChatMessage | undefined} quoted */
const quotation = (quoted) => element('blockquote', { dir: 'auto' }, quoted ? summaryOf(quoted) : 'An earlier message');

/**
 * One line about a message.
 * @param {ChatMessage} message
 */
export const summaryOf = ({ text, card, header, type }) => text || card?.title || header || type;

/** @param {NonNullable<ChatMessage['card']>} card */
function cardOf({ kind, title, lines, link }) {
  const head = element('strong', { dir: 'auto' }, title);
  const body = element('div', {}, head, ...lines.map((line) => element('span', { dir: 'auto' }, line)));
  const address = link === undefined ? undefined : linkTo(link, 'Open');
  return element(
    'div',
    { class: 'card' },
    element('span', { class: 'icon', 'aria-hidden': 'true' }, icons[kind]),
    body,
    address,
  );
}

/**
 * A link, when the address is one of the web; a business may write anything there.
 * @param {string} address
 * @param {string} title
 */
function linkTo(address, title) {
  const url = URL.parse(address);
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:') return element('span', { class: 'link' }, title);
  return element('a', { class: 'link', href: url.href, target: '_blank', rel: 'noopener noreferrer' }, title);
}

/** @param {ChatMessage} message */
function foot({ at, from, state, statuses, template, failure, change }) {
  const when = statuses.map((status) => `${status.status} ${exactTime.format(new Date(status.at))}`).join('\n');
  const words = from === 'business' ? ` ${state}` : '';
  const label = from === 'business' ? state : state === 'read' ? 'read by the business' : 'delivered';
  return element(
    'p',
    { class: 'foot' },
    template === undefined
      ? undefined
      : element('span', { class: 'template', title: 'Made from this template' }, template),
    change === 'edited' ? 'edited' : undefined,
    element('time', { datetime: at }, timeOf(at)),
    element(
      'span',
      { class: `state ${state}`, title: when || label, 'aria-label': label },
      element('span', { class: 'ticks', 'aria-hidden': 'true' }, ticks[state]),
      words,
    ),
    failure === undefined ? undefined : element('span', { class: 'failure' }, failure),
  );
}

/**
 * @param {ChatMessage} message
 * @param {Gestures} gestures
 */
function buttons(message, gestures) {
  if (message.menu !== undefined)
    return [
      element(
        'button',
        { type: 'button', class: 'tap', onclick: () => gestures.choose(message) },
        `☰ ${message.menu}`,
      ),
    ];
  return [
    ...message.buttons.map(({ payload, title }) =>
      element('button', { type: 'button', class: 'tap', onclick: () => gestures.tap(message, payload) }, title),
    ),
    ...message.links.map(({ title, url = '' }) => element('div', { class: 'tap' }, linkTo(url, title))),
  ];
}
