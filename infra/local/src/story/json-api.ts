import type { z } from 'zod';

const answerWithinMs = 10_000;

/** Calls an HTTP API that speaks JSON. */
export class JsonApi {
  constructor(
    private readonly baseUrl: string,
    private readonly headers: Readonly<Record<string, string>> = {},
  ) {}

  get<S extends z.ZodType>(path: string, schema: S): Promise<z.infer<S>> {
    return this.call('GET', path, { schema });
  }

  post<S extends z.ZodType>(path: string, schema: S, body: unknown = {}): Promise<z.infer<S>> {
    return this.call('POST', path, { schema, body });
  }

  /** @throws Error naming the call, the status and the answer. */
  private async call<S extends z.ZodType>(
    method: string,
    path: string,
    { schema, body }: { schema: S; body?: unknown },
  ): Promise<z.infer<S>> {
    const response = await fetch(`${this.baseUrl}${path}`, {
      method,
      headers: { ...this.headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
      body: body === undefined ? null : JSON.stringify(body),
      signal: AbortSignal.timeout(answerWithinMs),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text.slice(0, 1000)}`);
    return schema.parse(text === '' ? undefined : JSON.parse(text));
  }
}
