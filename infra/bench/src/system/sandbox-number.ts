import type { JsonApi } from '@threadline/local';
import { z } from 'zod';

const Ledger = z.object({ messages: z.array(z.object({ to: z.string(), at: z.iso.datetime() })) });

/** A message that the sandbox accepted: to whom, and when it came there, in epoch milliseconds. */
export interface Arrival {
  readonly to: string;
  readonly at: number;
}

/** The workspace's number at the sandbox, which answers at once, has no limits, and tells no statuses unless asked to. */
export class SandboxNumber {
  constructor(
    private readonly api: JsonApi,
    private readonly number: { readonly phoneNumberId: string; readonly wabaId: string },
    private readonly webhookUrl: string,
  ) {}

  async introduce(): Promise<void> {
    const { phoneNumberId, wabaId } = this.number;
    await this.api.post('/numbers', z.unknown(), { phoneNumberId, wabaId });
    await this.set({ webhookUrl: this.webhookUrl, statuses: [], delayMs: 0, throughput: null, pairLimit: false });
  }

  async set(settings: Readonly<Record<string, unknown>>): Promise<void> {
    await this.api.post('/settings', z.unknown(), { phoneNumberId: this.number.phoneNumberId, ...settings });
  }

  /** A customer writes; the sandbox tells us by a signed webhook. */
  async says(phone: string, text: string): Promise<void> {
    const { phoneNumberId } = this.number;
    await this.api.post(`/customers/${encodeURIComponent(phone)}/text`, z.unknown(), { phoneNumberId, text });
  }

  /** What was accepted, oldest first. */
  async arrivals(): Promise<Arrival[]> {
    const query = new URLSearchParams({ phoneNumberId: this.number.phoneNumberId });
    const { messages } = await this.api.get(`/ledger?${query.toString()}`, Ledger);
    return messages.map(({ to, at }) => ({ to, at: Date.parse(at) }));
  }
}
