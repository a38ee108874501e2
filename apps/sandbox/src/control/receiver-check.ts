import { isVerified } from '../webhooks/handshake.js';

/** Asks the receiver of webhooks whether it is the right one. */
export class ReceiverCheck {
  constructor(private readonly options: { url: string | undefined; verifyToken: string; timeoutMs: number }) {}

  async verify(): Promise<{ verified: boolean }> {
    const { url, verifyToken, timeoutMs } = this.options;
    return { verified: url !== undefined && (await isVerified(url, verifyToken, timeoutMs)) };
  }
}
