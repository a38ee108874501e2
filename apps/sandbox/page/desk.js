import { timeOf } from './bubble.js';
import { byId, element, fill } from './element.js';

/**
 * @typedef {import('./api.js').BusinessNumber} BusinessNumber
 * @typedef {import('./api.js').Chat} Chat
 * @typedef {import('./api.js').ChatSummary} ChatSummary
 */

const end = new Intl.DateTimeFormat(undefined, { weekday: 'short', hour: '2-digit', minute: '2-digit' });
const numbers = byId('number', HTMLSelectElement);
const contacts = byId('contacts', HTMLUListElement);
const circumstances = byId('circumstances', HTMLFieldSetElement);

/**
 * @param {BusinessNumber[]} all
 * @param {string} chosen
 */
export function showNumbers(all, chosen) {
  const items = all.map(({ phoneNumberId, displayPhone }) => ({
    key: phoneNumberId,
    content: { phoneNumberId, displayPhone },
  }));
  fill(numbers, items, ({ phoneNumberId, displayPhone }) =>
    element('option', { value: phoneNumberId }, `+${displayPhone} (${phoneNumberId})`),
  );
  fill(byId('numbers', HTMLDataListElement), items, ({ phoneNumberId }) => element('option', { value: phoneNumberId }));
  numbers.value = chosen;
  numbers.disabled = all.length === 0;
}

/**
 * @param {ChatSummary[]} chats
 * @param {string} chosen
 * @param {(customer: string) => void} choose
 */
export function showContacts(chats, chosen, choose) {
  const items = chats.map((chat) => ({ key: chat.customer, content: { chat, isChosen: chat.customer === chosen } }));
  fill(contacts, items, ({ chat: { customer, name, last, unread }, isChosen }) =>
    element(
      'li',
      {},
      element(
        'button',
        { type: 'button', class: 'contact', 'aria-current': isChosen && 'true', onclick: () => choose(customer) },
        element('span', { class: 'avatar', 'aria-hidden': 'true' }, initialOf(name)),
        element('span', { class: 'name', dir: 'auto' }, name ?? customer),
        element('time', {}, last ? timeOf(last.at) : ''),
        element('span', { class: 'last', dir: 'auto' }, last ? last.text : 'Nothing written yet'),
        unread > 0 ? element('span', { class: 'count', 'aria-label': `${unread} unread` }, String(unread)) : undefined,
      ),
    ),
  );
}

/** @param {string | null} name */
function initialOf(name) {
  const [first] = new Intl.Segmenter().segment(name ?? '');
  return first?.segment.toUpperCase() ?? '☎';
}

const callWords = {
  no_permission: 'Calls are not allowed',
  temporary: 'Calls are allowed for 7 days',
  permanent: 'Calls are always allowed',
};

/**
 * What holds for the contact besides the messages: the window, marketing, calls, how messages are read.
 * @param {Chat | undefined} chat
 * @param {BusinessNumber | undefined} number
 */
export function showCircumstances(chat, number) {
  circumstances.hidden = !chat;
  if (!chat) return;
  const until = chat.windowOpenUntil;
  put(
    'window',
    until ? `Service window open until ${end.format(new Date(until))}` : 'Service window closed: templates only',
  );
  put('switch-window', until ? 'Close' : 'Open');
  put('marketing', chat.hasStoppedMarketing ? 'Has stopped marketing' : 'Takes marketing');
  put('calls', callWords[chat.callPermission]);
  put('switch-calls', chat.callPermission === 'no_permission' ? 'Allow' : 'Refuse');
  put('switch-marketing', chat.hasStoppedMarketing ? 'Resume' : 'Stop');
  byId('reads', HTMLInputElement).checked = number?.settings.statuses.includes('read') ?? true;
}

/**
 * @param {string} id
 * @param {string} text
 */
export function put(id, text) {
  const place = byId(id, HTMLElement);
  if (place.textContent !== text) place.textContent = text;
}
