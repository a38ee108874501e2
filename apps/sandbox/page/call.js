import { put } from './desk.js';
import { byId } from './element.js';

/** @typedef {import('./api.js').Chat} Chat */

/**
 * The call that rings, to be answered or declined, or the one that is talked in.
 * @param {Chat['call']} call
 * @param {string} business who calls
 */
export function showCall(call, business) {
  byId('call', HTMLElement).hidden = !call;
  if (!call) return;
  const isRinging = call.state === 'ringing';
  put('call-words', isRinging ? `${business} is calling` : `Talking to ${business}`);
  put('call-length', isRinging ? '' : lengthOf(Date.now() - Date.parse(call.at)));
  for (const id of ['answer', 'decline']) byId(id, HTMLElement).hidden = !isRinging;
  byId('hang-up', HTMLElement).hidden = isRinging;
}

/** @param {number} ms */
function lengthOf(ms) {
  const seconds = Math.max(0, Math.floor(ms / 1_000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
