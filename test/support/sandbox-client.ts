/** Statuses of messages: which, when, in which order, how often. What is not named stays as it is. */
export interface SandboxSettings {
  readonly statuses?: readonly ('sent' | 'delivered' | 'read' | 'failed')[];
  readonly delayMs?: number;
  readonly order?: 'in_order' | 'shuffled' | 'reversed';
  readonly repeat?: number;
  readonly batch?: boolean;
  /** The code a `failed` status carries. */
  readonly failedCode?: number;
  /** Messages a second; `null` for no limit. */
  readonly throughput?: number | null;
  readonly pairLimit?: boolean;
  /** The number's own receiver of webhooks. */
  readonly webhookUrl?: string | null;
}

/** What goes wrong with the next sends (one, unless `times` says otherwise), to anybody or to the contact named. */
export type SandboxFailure = { readonly times?: number; readonly to?: string } & (
  | { readonly mode: 'error' | 'failed_status'; readonly code: number }
  | { readonly mode: 'timeout_before_acting' | 'timeout_after_acting' | 'drop_after_acting' | 'http_500' }
);

/** A message that the sandbox accepted: what it was given, and what the customer sees of it. */
export interface SandboxMessage {
  readonly wamid: string;
  readonly at: string;
  readonly to: string;
  readonly type: string;
  readonly text: string;
  readonly buttons: readonly { readonly payload: string; readonly title: string }[];
  readonly callbackId?: string;
  readonly template?: { readonly name: string; readonly language: string; readonly category: string };
  readonly request: unknown;
  readonly statuses: readonly { readonly status: string; readonly at: string }[];
}

/** WhatsApp's answer to a template, as the sandbox is told to give it. */
export interface TemplateDecision {
  readonly name: string;
  readonly language: string;
  readonly status: 'PENDING' | 'APPROVED' | 'REJECTED' | 'PAUSED' | 'DISABLED';
  readonly reason?: string;
  readonly category?: 'MARKETING' | 'UTILITY' | 'AUTHENTICATION';
}

/** The sandbox's control routes for one number: its customers, its ledger, and what goes wrong. */
export class SandboxClient {
  constructor(
    private readonly sandboxUrl: string,
    private readonly number: { readonly phoneNumberId: string; readonly wabaId: string },
  ) {}

  /** Tells the sandbox which account the number belongs to; its templates are found only then. */
  async assign(): Promise<void> {
    await this.order('numbers', { wabaId: this.number.wabaId });
  }

  async settings(settings: SandboxSettings): Promise<void> {
    await this.order('settings', { ...settings });
  }

  /** A customer writes. Resolves with WhatsApp's id of the message. */
  async text(phone: string, text: string, { quotes, name }: { quotes?: string; name?: string } = {}): Promise<string> {
    return (await this.order<{ messageId: string }>(customer(phone, 'text'), { text, quotes, name })).messageId;
  }

  /** A customer taps a button, by payload or title, of the last message that has it or of the message `of`. */
  async tap(phone: string, button: string, { of }: { of?: string } = {}): Promise<string> {
    return (await this.order<{ messageId: string }>(customer(phone, 'tap'), { button, of })).messageId;
  }

  async window(phone: string, window: 'open' | 'closed'): Promise<void> {
    await this.order(customer(phone, 'window'), { window });
  }

  /** A customer stops marketing in WhatsApp, or takes it up again. */
  async marketing(phone: string, marketing: 'stop' | 'resume'): Promise<void> {
    await this.order(customer(phone, 'marketing'), { marketing });
  }

  async fail(failure: SandboxFailure): Promise<void> {
    await this.order('failures', { ...failure });
  }

  /** Makes sends wait, until {@link release}. */
  async hold(at: 'before_acting' | 'after_acting', { to }: { to?: string } = {}): Promise<void> {
    await this.order('hold', { at, to });
  }

  /** How many sends wait. */
  async held(): Promise<number> {
    return (await this.call<{ count: number }>('GET', `held?${this.query()}`)).count;
  }

  /** Lets what waits go on: everything, or the sends to one contact. */
  async release({ to }: { to?: string } = {}): Promise<number> {
    return (await this.order<{ released: number }>('release', { to })).released;
  }

  /** What was accepted, oldest first. */
  async ledger(to?: string): Promise<SandboxMessage[]> {
    return (await this.call<{ messages: SandboxMessage[] }>('GET', `ledger?${this.query({ to })}`)).messages;
  }

  /** What becomes of templates that are created from now on. */
  async review(verdict: 'approve' | 'reject' | 'hold', delayMs?: number): Promise<void> {
    await this.call('POST', 'reviews', { wabaId: this.number.wabaId, verdict, delayMs });
  }

  async decide(decision: TemplateDecision): Promise<void> {
    await this.call('POST', 'templates', { wabaId: this.number.wabaId, ...decision });
  }

  async reset(): Promise<void> {
    await this.order('reset');
  }

  private order<Answer = void>(path: string, body: object = {}): Promise<Answer> {
    return this.call('POST', path, { phoneNumberId: this.number.phoneNumberId, ...body });
  }

  private query(more: { to?: string | undefined } = {}): string {
    const { phoneNumberId } = this.number;
    return new URLSearchParams({ phoneNumberId, ...(more.to !== undefined && { to: more.to }) }).toString();
  }

  /** @throws Error with the status and the answer when it is not a success. */
  private async call<Answer>(method: string, path: string, body?: object): Promise<Answer> {
    const response = await fetch(`${this.sandboxUrl}/_sandbox/${path}`, {
      method,
      ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(10_000),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} /_sandbox/${path} answered ${response.status}: ${text}`);
    return (text === '' ? undefined : JSON.parse(text)) as Answer;
  }
}

const customer = (phone: string, verb: string) => `customers/${encodeURIComponent(phone)}/${verb}`;
