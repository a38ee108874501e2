import { createHash, timingSafeEqual } from 'node:crypto';

/** What proves that a webhook is WhatsApp's. */
export class IngressSecrets {
  constructor(
    readonly appSecret: string,
    private readonly verifyToken: string,
  ) {}

  /** In constant time: the answer's time tells nothing of the token. */
  isVerifyToken(given: string): boolean {
    return timingSafeEqual(digest(given), digest(this.verifyToken));
  }
}

const digest = (text: string) => createHash('sha256').update(text).digest();
