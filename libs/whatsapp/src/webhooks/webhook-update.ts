import type { deliveryStatuses, InboundContent } from '@threadline/contracts';

/** The person at the other end, by whatever WhatsApp tells of them. */
export interface WebhookContact {
  phone?: string;
  userId?: string;
  name?: string;
}

/** A contact wrote. */
export interface MessageUpdate {
  kind: 'message';
  wabaId: string;
  phoneNumberId: string;
  messageId: string;
  from: WebhookContact;
  at: string;
  quotedMessageId?: string;
  content: InboundContent;
}

/** What became of a message of ours. */
export interface StatusUpdate {
  kind: 'status';
  wabaId: string;
  phoneNumberId: string;
  messageId: string;
  to: WebhookContact;
  at: string;
  status: (typeof deliveryStatuses)[number];
  callbackId?: string;
  error?: { code: number; title?: string; details?: string };
}

/** A template's review or state changed. */
export interface TemplateStatusUpdate {
  kind: 'template_status';
  wabaId: string;
  templateId: string;
  name: string;
  language: string;
  event: string;
  at: string;
  category?: string;
  reason?: string;
}

/** Something we have no use for, or could not read; `what` says so without contents. */
export interface UnsupportedUpdate {
  kind: 'unsupported';
  wabaId: string;
  phoneNumberId?: string;
  what: string;
}

/** One thing a webhook tells; times are ISO 8601. */
export type WebhookUpdate = MessageUpdate | StatusUpdate | TemplateStatusUpdate | UnsupportedUpdate;
