/** What becomes of the next calls of a receiver (one, unless `times` says otherwise). */
export type ReceiverOrder = { readonly times?: number } & (
  | { readonly mode: 'answer'; readonly status: number; readonly json?: unknown; readonly retryAfterSeconds?: number }
  | { readonly mode: 'redirect'; readonly status: 301 | 302 | 303 | 307 | 308; readonly to: string }
  | { readonly mode: 'hang' | 'drop' }
);

/** A call that a receiver was sent, and what it made of the signature. */
export interface ReceivedCall {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly signature: 'valid' | 'invalid' | 'too_old' | 'absent' | 'unchecked';
  readonly isRepetition: boolean;
}

/** One of the sandbox's receivers of signed calls. */
export class SandboxReceiver {
  constructor(
    private readonly sandboxUrl: string,
    private readonly name: string,
  ) {}

  /** Where it is called. */
  get url(): string {
    return `${this.sandboxUrl}/receivers/${this.name}`;
  }

  async set(setup: { readonly secrets?: readonly string[]; readonly json?: unknown }): Promise<void> {
    await this.control('POST', '', setup);
  }

  async order(order: ReceiverOrder): Promise<void> {
    await this.control('POST', '/orders', order);
  }

  /** What it was sent, oldest first. */
  async calls(): Promise<ReceivedCall[]> {
    return (await this.control<{ calls: ReceivedCall[] }>('GET', '')).calls;
  }

  /** @throws Error with the status and the answer when it is not a success. */
  private async control<Answer = void>(method: string, path: string, body?: object): Promise<Answer> {
    const response = await fetch(`${this.sandboxUrl}/_sandbox/receivers/${this.name}${path}`, {
      method,
      ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(10_000),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
    return (text === '' ? undefined : JSON.parse(text)) as Answer;
  }
}
