import { Injectable } from '@nestjs/common';
import { addresseeOf, isSignedBy, parseWebhook, UnreadableWebhook, type WebhookUpdate } from '@threadline/whatsapp';
import { AppSecrets } from '@threadline/workspaces';
import { readJson } from '../http/json-body.js';
import { RequestProblem } from '../http/problem.js';
import { IngressSecrets } from './ingress-secrets.js';

/**
 * Whether webhooks are signed by the app of every number and account they are about: the installation's, or one of their own. A
 * secret that signs for one tells nothing of another.
 */
@Injectable()
export class WebhookSignatures {
  constructor(
    private readonly secrets: IngressSecrets,
    private readonly ownSecrets: AppSecrets,
  ) {}

  /**
   * The updates of a signed webhook.
   * @throws {RequestProblem} `bad_signature` when it is not signed for one of those it is about
   * @throws {UnreadableWebhook} when it is signed and no webhook of WhatsApp
   */
  async signed(raw: Buffer, signature: string | undefined): Promise<WebhookUpdate[]> {
    const isOurs = isSignedBy(raw, signature, this.secrets.appSecret);
    const updates = isOurs ? parseWebhook(readJson(raw)) : updatesOf(raw);
    if (updates.length === 0 && !isOurs) throw badSignature();
    for (const id of new Set(updates.map((update) => addresseeOf(update).id))) {
      const own = await this.ownSecrets.of(id);
      const isSigned = own === undefined ? isOurs : isSignedBy(raw, signature, own);
      if (!isSigned) throw badSignature();
    }
    return updates;
  }
}

/** Of a body that somebody else may have written; none when it is no webhook. */
function updatesOf(raw: Buffer): WebhookUpdate[] {
  try {
    return parseWebhook(readJson(raw));
  } catch (error) {
    if (error instanceof UnreadableWebhook || error instanceof RequestProblem) return [];
    throw error;
  }
}

const badSignature = () =>
  new RequestProblem('bad_signature', 'X-Hub-Signature-256 does not sign this body with the secret of its app');
