import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { JsonApi } from '@threadline/local';
import type { Random } from '../random.js';
import type { Told } from '../told.js';

const Button = z.object({ payload: z.string() });
const Ledger = z.object({
  messages: z.array(z.object({ wamid: z.string(), to: z.string(), buttons: z.array(Button) })),
});
const Written = z.object({ messageId: z.string() });
type Asked = z.infer<typeof Ledger>['messages'][number];

const lookEveryMs = 1_000;
const thinkMs = [100, 6_000] as const;

/** The customers at their phones: they answer some of the messages that ask them something. */
export class Customers {
  private readonly control: JsonApi;
  private readonly known = new Set<string>();
  private readonly thinking = new Set<Promise<void>>();

  constructor(
    private readonly sandbox: { readonly sandboxUrl: string; readonly phoneNumberId: string },
    private readonly told: Told,
    private readonly random: Random,
  ) {
    this.control = new JsonApi(`${sandbox.sandboxUrl}/_sandbox`);
  }

  /** Looks at their phones until it is aborted; then waits for those who are about to answer. */
  async live(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.look();
      await pause(lookEveryMs, undefined, { signal }).catch(() => undefined);
    }
    await Promise.all(this.thinking);
  }

  async write(phone: string, text: string): Promise<void> {
    await this.act(phone, 'text', { text });
  }

  private async look(): Promise<void> {
    const { messages } = await this.control.get(`/ledger?phoneNumberId=${this.sandbox.phoneNumberId}`, Ledger);
    for (const message of messages.filter(({ wamid }) => !this.known.has(wamid))) {
      this.known.add(message.wamid);
      if (message.buttons.length > 0) this.think(message);
    }
  }

  private think(asked: Asked): void {
    const answers = { tap: 5, text: 2, quick: 1, silence: 3, stop: 0.2 };
    const answer = this.random.weighted(answers);
    const after = this.random.between(...thinkMs);
    const thinking = pause(after).then(() => this.answer(asked, answer));
    this.thinking.add(thinking);
    void thinking.finally(() => this.thinking.delete(thinking));
  }

  private async answer({ to, wamid, buttons }: Asked, answer: string): Promise<void> {
    const payload = buttons[0]?.payload;
    if (answer === 'tap') await this.act(to, 'tap', { button: payload, of: wamid });
    if (answer === 'stop') await this.write(to, 'STOP');
    if (answer === 'text' || answer === 'quick') await this.write(to, 'Yes');
    if (answer === 'quick') await this.write(to, 'and one thing more');
  }

  private async act(phone: string, verb: string, what: object): Promise<void> {
    const { phoneNumberId } = this.sandbox;
    const path = `/customers/${encodeURIComponent(phone)}/${verb}`;
    const { messageId } = await this.control.post(path, Written, { phoneNumberId, ...what });
    this.told.messages.push(messageId);
  }
}
