import { createHmac, timingSafeEqual } from 'node:crypto';

/** What a receiver makes of a call's signature. `unchecked`: it knows no secret. */
export type Signature = 'valid' | 'invalid' | 'too_old' | 'absent' | 'unchecked';

/** How far the clocks of sender and receiver may be apart. */
const toleranceMs = 5 * 60_000;

/** Checks a call as a receiver by Standard Webhooks does, with any of its secrets. */
export function checkSignature(
  call: { headers: Readonly<Record<string, string>>; body: string; at: number },
  secrets: readonly string[],
): Signature {
  const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures } = call.headers;
  if (id === undefined || timestamp === undefined || signatures === undefined) return 'absent';
  if (secrets.length === 0) return 'unchecked';
  if (!(Math.abs(call.at - Number(timestamp) * 1_000) <= toleranceMs)) return 'too_old';
  const given = signatures.split(' ').filter((one) => one.startsWith('v1,'));
  const isKnown = secrets.some((secret) => {
    const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
    const expected = createHmac('sha256', key).update(`${id}.${timestamp}.${call.body}`).digest();
    return given.some((one) => isSame(expected, Buffer.from(one.slice('v1,'.length), 'base64')));
  });
  return isKnown ? 'valid' : 'invalid';
}

const isSame = (one: Buffer, other: Buffer): boolean => one.length === other.length && timingSafeEqual(one, other);
