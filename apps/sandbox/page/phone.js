import { customerDoes, Refused, readChat, readChats, readNumbers, setStatuses } from './api.js';
import { summaryOf } from './bubble.js';
import { showCall } from './call.js';
import { showMessages } from './conversation.js';
import { put, showCircumstances, showContacts, showNumbers } from './desk.js';
import { byId } from './element.js';
import { openNewcomer, openReactions, openRows } from './sheets.js';

/**
 * @typedef {import('./api.js').BusinessNumber} BusinessNumber
 * @typedef {import('./api.js').Chat} Chat
 * @typedef {import('./api.js').ChatMessage} ChatMessage
 */

/** How often the sandbox is asked for news, in milliseconds. */
const newsEvery = 500;

const given = new URLSearchParams(location.search);
/** Whose phone this is, and which business they write to; the address of the page names both. */
const chosen = { number: given.get('number') ?? '', customer: given.get('contact') ?? '' };

/** @type {{ numbers: BusinessNumber[], chat: Chat | undefined, shown: string, quoted: ChatMessage | undefined }} */
const seen = { numbers: [], chat: undefined, shown: '', quoted: undefined };

/** States after which there is nothing to be read. */
const isOver = new Set(['read', 'failed']);

const text = byId('text', HTMLTextAreaElement);

/** Numbers the readings, so that a slow one never covers a later one. */
let readings = 0;
let shownReading = 0;

/** Reads everything that is shown, and shows it. What was chosen anew meanwhile is left to the next time. */
async function refresh() {
  const { number, customer } = chosen;
  const reading = ++readings;
  const [numbers, chats, chat] = await Promise.all([
    readNumbers(),
    number ? readChats(number) : [],
    number && customer ? readChat(number, customer) : undefined,
  ]);
  if (number !== chosen.number || customer !== chosen.customer || reading < shownReading) return;
  shownReading = reading;
  const first = { number: numbers[0]?.phoneNumberId ?? '', customer: chats[0]?.customer ?? '' };
  if (!number && first.number) return choose(first.number, '');
  if (!customer && first.customer) return choose(number, first.customer);
  seen.numbers = numbers;
  seen.chat = chat;
  showNumbers(numbers, number);
  const isListed = !chat || chats.some((known) => known.customer === chat.customer);
  const unlisted = isListed ? [] : [{ customer, name: chat.name, last: null, unread: 0 }];
  showContacts([...unlisted, ...chats], customer, (other) => act(choose(number, other)));
  show(numbers.find(({ phoneNumberId }) => phoneNumberId === number));
}

/** @param {BusinessNumber | undefined} number */
function show(number) {
  const { chat } = seen;
  put('business', number ? `+${number.displayPhone}` : 'No business yet');
  put('presence', chat?.isTyping ? 'typing…' : (number?.phoneNumberId ?? ''));
  put('holder', chat ? (chat.name ?? chat.customer) : '');
  showCircumstances(chat, number);
  showCall(chat?.call ?? null, `+${number?.displayPhone}`);
  const key = `${chosen.number} ${chosen.customer}`;
  if (chat) showMessages(chat, gestures, { isOther: key !== seen.shown });
  seen.shown = key;
  const hasNothing = !chat || chat.messages.length === 0;
  byId('empty', HTMLElement).hidden = !hasNothing;
  put('empty', chat ? 'Nothing was written yet. Say hello.' : 'Add a contact to begin.');
  byId('composer', HTMLFormElement).inert = !chat;
  const readsAtOnce = number?.settings.statuses.includes('read') ?? true;
  const unread = chat?.messages.filter(({ from, state }) => from === 'business' && !isOver.has(state)) ?? [];
  byId('mark-read', HTMLElement).hidden = readsAtOnce || unread.length === 0;
  put('mark-read', `Mark ${unread.length} as read`);
}

/**
 * Another business number or contact.
 * @param {string} number
 * @param {string} customer
 */
async function choose(number, customer) {
  Object.assign(chosen, { number, customer });
  quote(undefined);
  const address = new URLSearchParams({ ...(number && { number }), ...(customer && { contact: customer }) });
  history.replaceState(null, '', `?${address}`);
  await refresh();
}

/** @param {ChatMessage | undefined} message */
function quote(message) {
  seen.quoted = message;
  byId('quote', HTMLElement).hidden = !message;
  put('quote-text', message ? summaryOf(message) : '');
  if (message) text.focus();
}

/**
 * Something was done: it is shown when it is through, and so is what went wrong.
 * @param {Promise<unknown>} deed
 */
function act(deed) {
  deed.then(refresh).then(() => tell(undefined), tell);
}

/** @param {Error | undefined} problem */
function tell(problem) {
  byId('problem', HTMLElement).hidden = !problem;
  put('problem', problem ? problem.message : '');
}

/** @type {import('./bubble.js').Gestures} */
const gestures = {
  reply: quote,
  react: (message) =>
    openReactions((emoji) => {
      const reaction = { type: 'reaction', reaction: { message_id: message.id, emoji } };
      act(customerDoes(chosen, 'message', { message: reaction }));
    }),
  tap: (message, payload) => act(customerDoes(chosen, 'tap', { button: payload, of: message.id })),
  choose: (message) =>
    openRows(message, (payload) => act(customerDoes(chosen, 'tap', { button: payload, of: message.id }))),
};

function sendText() {
  const words = text.value.trim();
  if (words === '' || !seen.chat) return;
  const quotes = seen.quoted?.id;
  text.value = '';
  quote(undefined);
  act(customerDoes(chosen, 'text', { text: words, ...(quotes && { quotes }) }));
}

/** @param {{ phone: string, name: string, number: string }} newcomer */
async function addContact({ phone, name, number }) {
  const added = await customerDoes({ number, customer: phone }, '', name ? { name } : {});
  await choose(number, /** @type {{ customer: string }} */ (added).customer);
  text.focus();
}

/**
 * @param {string} id
 * @param {() => void} deed
 */
const onClick = (id, deed) => byId(id, HTMLElement).addEventListener('click', deed);

onClick('add', () => openNewcomer(chosen.number, addContact));
onClick('unquote', () => quote(undefined));
onClick('mark-read', () => act(customerDoes(chosen, 'read')));
onClick('switch-window', () =>
  act(customerDoes(chosen, 'window', { window: seen.chat?.windowOpenUntil ? 'closed' : 'open' })),
);
onClick('switch-marketing', () =>
  act(customerDoes(chosen, 'marketing', { marketing: seen.chat?.hasStoppedMarketing ? 'resume' : 'stop' })),
);
onClick('switch-calls', () =>
  act(customerDoes(chosen, 'calls', { calls: seen.chat?.callPermission === 'no_permission' ? 'allow' : 'refuse' })),
);
for (const verb of ['answer', 'decline', 'hang-up']) onClick(verb, () => act(customerDoes(chosen, verb)));
byId('reads', HTMLInputElement).addEventListener('change', ({ target }) => {
  const own = seen.numbers.find(({ phoneNumberId }) => phoneNumberId === chosen.number)?.settings.statuses ?? [];
  const others = own.filter((status) => status !== 'read');
  const isOn = /** @type {HTMLInputElement} */ (target).checked;
  act(setStatuses(chosen.number, isOn ? [...others, 'read'] : others));
});
byId('number', HTMLSelectElement).addEventListener('change', ({ target }) => {
  act(choose(/** @type {HTMLSelectElement} */ (target).value, ''));
});
byId('composer', HTMLFormElement).addEventListener('submit', (event) => {
  event.preventDefault();
  sendText();
});
text.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  sendText();
});

/** Asks for news while the page is looked at. */
async function follow() {
  if (!document.hidden) await refresh().then(() => tellConnection(true), failed);
  setTimeout(follow, newsEvery);
}

let isConnected = true;

/** @param {boolean} isNow */
function tellConnection(isNow) {
  if (isNow !== isConnected) tell(isNow ? undefined : new Error('The sandbox does not answer. Trying again …'));
  isConnected = isNow;
}

/**
 * A call that did not come through is tried again; what the sandbox refused is told.
 * @param {Error} error
 */
const failed = (error) => (error instanceof Refused ? tell(error) : tellConnection(false));

void follow();
