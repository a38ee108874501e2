import { z } from 'zod';
import type { Customer } from './customers.js';
import { JsonApi } from './json-api.js';

/** A message that WhatsApp accepted, with the text that the customer sees. */
export const LedgerEntry = z.object({ to: z.string(), text: z.string() });
export type LedgerEntry = z.infer<typeof LedgerEntry>;

const Ledger = z.object({ messages: z.array(LedgerEntry) });

/** The customers' side of the sandbox: it stands in for WhatsApp and their phones. */
export class Sandbox {
  private readonly api: JsonApi;

  constructor(
    sandboxUrl: string,
    private readonly number: { readonly phoneNumberId: string; readonly wabaId: string },
  ) {
    this.api = new JsonApi(`${sandboxUrl}/_sandbox`);
  }

  /** Tells which account the number belongs to; its templates are found only then. */
  async introduce(): Promise<void> {
    const { phoneNumberId, wabaId } = this.number;
    await this.api.post('/numbers', z.unknown(), { phoneNumberId, wabaId });
  }

  /** Makes the number known, with statuses that come twice and in the wrong order. */
  async prepare(): Promise<void> {
    await this.introduce();
    const { phoneNumberId } = this.number;
    await this.api.post('/settings', z.unknown(), { phoneNumberId, order: 'reversed', repeat: 2, delayMs: 50 });
  }

  async tap({ phone }: Customer, button: string): Promise<void> {
    await this.customerDoes(phone, 'tap', { button });
  }

  async write({ phone }: Customer, text: string): Promise<void> {
    await this.customerDoes(phone, 'text', { text });
  }

  /** What WhatsApp accepted from our number, oldest first. */
  async messages(): Promise<LedgerEntry[]> {
    const query = new URLSearchParams({ phoneNumberId: this.number.phoneNumberId });
    return (await this.api.get(`/ledger?${query.toString()}`, Ledger)).messages;
  }

  async messagesTo({ phone }: Customer): Promise<LedgerEntry[]> {
    return (await this.messages()).filter(({ to }) => to === phone);
  }

  private customerDoes(phone: string, verb: string, what: object): Promise<unknown> {
    const { phoneNumberId } = this.number;
    return this.api.post(`/customers/${encodeURIComponent(phone)}/${verb}`, z.unknown(), { phoneNumberId, ...what });
  }
}
