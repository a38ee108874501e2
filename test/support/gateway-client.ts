/** A run as the API shows it, as far as specs look at it. */
export interface ShownRun {
  readonly id: string;
  readonly state: string;
  readonly key: string | null;
  readonly contactId: string;
  readonly convertedAt: string | null;
}

/** The gateway's API with the key of one workspace. */
export class GatewayClient {
  constructor(
    private readonly gatewayUrl: string,
    private readonly apiKey: string,
  ) {}

  /** Creates and publishes an automation. Resolves with its id. */
  async publish(definition: object): Promise<string> {
    const { id } = await this.call<{ id: string }>('POST', '/automations', { definition });
    await this.call('POST', `/automations/${id}/publish`, {});
    return id;
  }

  async runsOf(automationId: string): Promise<ShownRun[]> {
    return (await this.call<{ data: ShownRun[] }>('GET', `/runs?automation=${automationId}&limit=100`)).data;
  }

  /** @throws Error with the status and the answer when it is not a success. */
  async call<Answer>(method: string, path: string, body?: object): Promise<Answer> {
    const response = await fetch(`${this.gatewayUrl}/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${this.apiKey}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      body: body === undefined ? null : JSON.stringify(body),
      signal: AbortSignal.timeout(10_000),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
    return JSON.parse(text) as Answer;
  }
}
