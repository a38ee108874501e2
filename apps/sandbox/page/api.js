/**
 * @typedef {import('../src/chats/chat.js').Chat} Chat
 * @typedef {import('../src/chats/chat.js').ChatMessage} ChatMessage
 * @typedef {import('../src/chats/chat.js').ChatSummary} ChatSummary
 * @typedef {{ phoneNumberId: string, displayPhone: string, settings: { statuses: string[] } }} BusinessNumber
 */

/** The sandbox did not do it, and says why. */
export class Refused extends Error {}

/**
 * Calls a control route of the sandbox.
 * @param {string} path
 * @param {object} [body] posted when it is there
 * @returns {Promise<unknown>}
 * @throws {Refused} with the sandbox's own words
 */
async function call(path, body) {
  const response = await fetch(`/_sandbox/${path}`, {
    ...(body && { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(10_000),
  });
  const text = await response.text();
  const answer = text === '' ? undefined : JSON.parse(text);
  if (!response.ok) throw new Refused(wordsOf(answer?.message) ?? `the sandbox answered ${response.status}`);
  return answer;
}

/** @param {unknown} message */
const wordsOf = (message) =>
  typeof message === 'string' ? message : Array.isArray(message) ? message.join(', ') : undefined;

/** @param {string} phoneNumberId */
const ofNumber = (phoneNumberId) => `phoneNumberId=${encodeURIComponent(phoneNumberId)}`;

/** @returns {Promise<BusinessNumber[]>} */
export const readNumbers = async () => /** @type {{ numbers: BusinessNumber[] }} */ (await call('state')).numbers;

/**
 * @param {string} phoneNumberId
 * @returns {Promise<ChatSummary[]>}
 */
export const readChats = async (phoneNumberId) =>
  /** @type {{ chats: ChatSummary[] }} */ (await call(`chats?${ofNumber(phoneNumberId)}`)).chats;

/**
 * @param {string} phoneNumberId
 * @param {string} customer
 * @returns {Promise<Chat>}
 */
export const readChat = async (phoneNumberId, customer) =>
  /** @type {Chat} */ (await call(`chats/${encodeURIComponent(customer)}?${ofNumber(phoneNumberId)}`));

/**
 * A customer does something: `text`, `tap`, `read`, `message`, `window`, `marketing`,
 * `calls`, `answer`, `decline`, `hang-up`, or, without a verb, is added.
 * @param {{ number: string, customer: string }} who
 * @param {string} verb
 * @param {object} [what]
 */
export const customerDoes = ({ number, customer }, verb, what = {}) =>
  call(`customers/${encodeURIComponent(customer)}${verb && `/${verb}`}`, { phoneNumberId: number, ...what });

/**
 * @param {string} phoneNumberId
 * @param {string[]} statuses the ones its messages come to by themselves
 */
export const setStatuses = (phoneNumberId, statuses) => call('settings', { phoneNumberId, statuses });
