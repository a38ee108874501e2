/**
 * Makes an element. Children that are strings become text, never markup; attributes that are functions listen to the event
 * they are named after (`onclick`), and those that are `undefined` or `false` are left out.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string | boolean | (() => void) | undefined>} [attributes]
 * @param {...(Node | string | undefined)} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') made.addEventListener(name.slice(2), value);
    else if (value !== undefined && value !== false) made.setAttribute(name, value === true ? '' : value);
  }
  made.append(...children.filter((child) => child !== undefined));
  return made;
}

/**
 * The element of the page with this id.
 * @template {HTMLElement} E
 * @param {string} id
 * @param {new () => E} kind
 * @returns {E}
 */
export function byId(id, kind) {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`the page has no ${kind.name} #${id}`);
  return found;
}

/**
 * Brings a list to these items: what has not changed stays as it is, so that focus, selection and scroll position do too.
 * @template T
 * @param {HTMLElement} list
 * @param {readonly { key: string, content: T }[]} items
 * @param {(content: T) => HTMLElement} make
 */
export function fill(list, items, make) {
  const before = new Map([...list.children].map((child) => [child.getAttribute('data-key'), child]));
  const children = items.map(({ key, content }) => {
    const state = JSON.stringify(content);
    const old = before.get(key);
    if (old instanceof HTMLElement && states.get(old) === state) return old;
    const made = make(content);
    made.setAttribute('data-key', key);
    states.set(made, state);
    if (old) replace(old, made);
    return made;
  });
  children.forEach((child, place) => {
    if (list.children[place] !== child) list.insertBefore(child, list.children[place] ?? null);
  });
  while (list.children.length > children.length) list.lastElementChild?.remove();
}

/** What each item of a list was made of. @type {WeakMap<Element, string>} */
const states = new WeakMap();

/**
 * The focus goes on to the same button of the new element.
 * @param {Element} old
 * @param {Element} made
 */
function replace(old, made) {
  const place = [...old.querySelectorAll('button, a')].indexOf(/** @type {Element} */ (document.activeElement));
  old.replaceWith(made);
  const heir = place < 0 ? undefined : made.querySelectorAll('button, a')[place];
  if (heir instanceof HTMLElement) heir.focus();
}
