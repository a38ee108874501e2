import { JsonApi, type StartedApp } from '@threadline/local';
import { z } from 'zod';

const Ledger = z.object({
  messages: z.array(
    z.object({ to: z.string(), at: z.iso.datetime(), text: z.string(), callbackId: z.string().optional() }),
  ),
});

/** A message that the sandbox accepted: to whom, when it came there, in epoch milliseconds, and what it says. */
export interface Arrival {
  readonly to: string;
  readonly at: number;
  readonly text: string;
  /** Our id of it. */
  readonly callbackId?: string | undefined;
}

/** Where the sandbox is, and whose number it has. */
export interface SandboxPlace {
  readonly sandbox: StartedApp;
  readonly accessToken: string;
  readonly workspace: { readonly phoneNumberId: string; readonly wabaId: string };
}

/** The workspace's number at the sandbox, which answers at once, has no limits, and tells no statuses unless asked to. */
export class SandboxNumber {
  private readonly api: JsonApi;

  constructor(private readonly given: SandboxPlace) {
    this.api = new JsonApi(`${given.sandbox.url}/_sandbox`);
  }

  /** How others than our worker send by it. */
  get sending() {
    const { sandbox, accessToken, workspace } = this.given;
    return { messagesUrl: `${sandbox.url}/v25.0/${workspace.phoneNumberId}/messages`, accessToken };
  }

  async introduce(): Promise<void> {
    const { phoneNumberId, wabaId } = this.given.workspace;
    await this.api.post('/numbers', z.unknown(), { phoneNumberId, wabaId });
    await this.set({ statuses: [], delayMs: 0, throughput: null, pairLimit: false });
  }

  async set(settings: Readonly<Record<string, unknown>>): Promise<void> {
    const { phoneNumberId } = this.given.workspace;
    await this.api.post('/settings', z.unknown(), { phoneNumberId, ...settings });
  }

  /** A customer writes; the sandbox tells us by a signed webhook. */
  async says(phone: string, text: string): Promise<void> {
    const { phoneNumberId } = this.given.workspace;
    await this.api.post(`/customers/${encodeURIComponent(phone)}/text`, z.unknown(), { phoneNumberId, text });
  }

  /** What was accepted, oldest first: everything, or what went to a contact. */
  async arrivals(to?: string): Promise<Arrival[]> {
    const { phoneNumberId } = this.given.workspace;
    const query = new URLSearchParams({ phoneNumberId, ...(to !== undefined && { to }) });
    const { messages } = await this.api.get(`/ledger?${query.toString()}`, Ledger);
    return messages.map((message) => ({ ...message, at: Date.parse(message.at) }));
  }
}
