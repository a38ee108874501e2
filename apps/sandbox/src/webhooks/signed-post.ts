import { createHmac } from 'node:crypto';

/** How webhooks are signed, and how long a receiver may take. */
export interface PostOptions {
  appSecret: string;
  timeoutMs: number;
}

/** Posts a webhook, signed over its bytes. Whether the receiver took it; nothing else is learned from its answer. */
export async function signedPost(url: string, body: string, { appSecret, timeoutMs }: PostOptions): Promise<boolean> {
  const bytes = Buffer.from(body);
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-hub-signature-256': `sha256=${createHmac('sha256', appSecret).update(bytes).digest('hex')}`,
      },
      body: bytes,
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    await response.arrayBuffer();
    return response.status >= 200 && response.status < 300;
  } catch {
    return false;
  }
}
