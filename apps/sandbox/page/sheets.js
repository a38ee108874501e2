import { byId, element } from './element.js';

/** @typedef {import('./api.js').ChatMessage} ChatMessage */

const emoji = ['👍', '❤️', '😂', '😮', '😢', '🙏'];

for (const button of document.querySelectorAll('dialog .close'))
  button.addEventListener('click', () => button.closest('dialog')?.close());

/**
 * The rows of a list, to choose one.
 * @param {ChatMessage} message
 * @param {(payload: string) => void} choose
 */
export function openRows({ menu = '', buttons }, choose) {
  const sheet = byId('rows', HTMLDialogElement);
  byId('rows-title', HTMLElement).textContent = menu;
  const rows = buttons.map(({ payload, title, description }) =>
    element(
      'li',
      {},
      element(
        'button',
        { type: 'button', onclick: () => (sheet.close(), choose(payload)) },
        element('strong', { dir: 'auto' }, title),
        description ? element('span', { dir: 'auto' }, description) : undefined,
      ),
    ),
  );
  byId('rows-list', HTMLUListElement).replaceChildren(...rows);
  sheet.showModal();
}

/**
 * What to react with; an empty one takes the reaction back.
 * @param {(emoji: string) => void} choose
 */
export function openReactions(choose) {
  const sheet = byId('emoji', HTMLDialogElement);
  const button = (/** @type {string} */ sign, /** @type {string} */ label) =>
    element(
      'button',
      { type: 'button', 'aria-label': label, onclick: () => (sheet.close(), choose(sign)) },
      sign || '⌫',
    );
  byId('emoji-list', HTMLElement).replaceChildren(
    ...emoji.map((sign) => button(sign, sign)),
    button('', 'No reaction'),
  );
  sheet.showModal();
}

/**
 * Asks who the new contact is.
 * @param {string} number the business number to begin with
 * @param {(newcomer: { phone: string, name: string, number: string }) => Promise<void>} add rejects when it cannot be
 */
export function openNewcomer(number, add) {
  const sheet = byId('newcomer', HTMLDialogElement);
  const form = byId('newcomer-form', HTMLFormElement);
  const problem = byId('newcomer-problem', HTMLElement);
  const field = (/** @type {string} */ name) => /** @type {HTMLInputElement} */ (form.elements.namedItem(name));
  form.reset();
  problem.textContent = '';
  field('number').value = number;
  form.onsubmit = (event) => {
    event.preventDefault();
    const [phone = '', name = '', wanted = ''] = ['phone', 'name', 'number'].map((key) => field(key).value.trim());
    add({ phone, name, number: wanted }).then(
      () => sheet.close(),
      (/** @type {Error} */ error) => (problem.textContent = error.message),
    );
  };
  sheet.showModal();
}
