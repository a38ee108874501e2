import { setTimeout as pause } from 'node:timers/promises';
import { cartOf, phoneOf, type Emitter } from '../load/carts.js';
import { onCart, sendThen } from '../load/definitions.js';
import type { System } from '../system/system.js';

/** Asks, waits for a reply, tags who gives one, and sends again. */
const conversation = {
  ...onCart('Soak'),
  entry: { mode: 'always' },
  start: 'ask',
  steps: {
    ask: sendThen('reply'),
    reply: { type: 'customer_response', deadline: 'PT10S', debounce: 'PT1S', otherwise: 'tag', timeout: 'last' },
    tag: { type: 'add_tag', tag: 'replied', next: 'last' },
    last: sendThen(null),
  },
};

/** Contacts come back: every one of them leaves a cart once in so many. */
const contacts = 500;
const replyAfterMs = 4_000;

/** A steady load: carts of contacts who come again and again, every other one replies. */
export class Conversations {
  private constructor(
    private readonly system: System,
    private readonly emitter: Emitter,
  ) {}

  static async publish(system: System, emitter: Emitter): Promise<Conversations> {
    await system.admin.publish(conversation);
    await system.sandbox.set({ statuses: ['sent', 'delivered', 'read'] });
    return new Conversations(system, emitter);
  }

  async begin(nth: number): Promise<void> {
    const phone = phoneOf(nth % contacts);
    await this.emitter.emit([cartOf(this.system.workspace.id, phone, { automation: conversation.name })]);
    if (nth % 2 === 1) return;
    await pause(replyAfterMs);
    await this.system.sandbox.says(phone, 'yes');
  }
}
