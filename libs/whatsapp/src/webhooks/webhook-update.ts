import type { deliveryStatuses, InboundContent, Pricing, Referral } from '@threadline/contracts';

/** The person at the other end, by whatever WhatsApp tells of them. */
export interface WebhookContact {
  phone?: string;
  userId?: string;
  name?: string;
}

/** Something of one of our numbers. */
interface OfNumber {
  wabaId: string;
  phoneNumberId: string;
  at: string;
}

/** Something a contact did. */
interface FromContact extends OfNumber {
  from: WebhookContact;
}

/** A contact wrote. */
export interface MessageUpdate extends FromContact {
  kind: 'message';
  messageId: string;
  quotedMessageId?: string;
  content: InboundContent;
  referral?: Referral;
}

/** A contact changed a message of theirs, or took it back. `noticeId` is WhatsApp's id of the change itself. */
export interface EditUpdate extends FromContact {
  kind: 'edited';
  noticeId: string;
  messageId: string;
  content: InboundContent;
}
export interface RevokeUpdate extends FromContact {
  kind: 'revoked';
  noticeId: string;
  messageId: string;
}

/** A contact has a new phone number, and perhaps a new user id. `from` is who they were. */
export interface NumberChangeUpdate extends FromContact {
  kind: 'number_changed';
  noticeId: string;
  phone: string;
  userId?: string;
}

/** A contact stopped marketing, or takes it up again. */
export interface PreferenceUpdate extends FromContact {
  kind: 'preference';
  marketing: 'stop' | 'resume';
  detail?: string;
}

/** A contact calls us or is called. */
export interface CallStartUpdate extends FromContact {
  kind: 'call_started';
  callId: string;
  direction: 'inbound' | 'outbound';
}
export interface CallEndUpdate extends FromContact {
  kind: 'call_ended';
  callId: string;
  result: 'answered' | 'missed' | 'declined' | 'failed';
  durationSeconds?: number;
}

/** A contact allows calls, or not; without `until` for good. */
export interface CallPermissionUpdate extends FromContact {
  kind: 'call_permission';
  noticeId: string;
  isAllowed: boolean;
  until?: string;
}

/** What became of a message of ours. */
export interface StatusUpdate extends OfNumber {
  kind: 'status';
  messageId: string;
  to: WebhookContact;
  status: (typeof deliveryStatuses)[number];
  callbackId?: string;
  error?: { code: number; title?: string; details?: string };
  pricing?: Pricing;
}

interface OfTemplate {
  wabaId: string;
  templateId: string;
  name: string;
  language: string;
  at: string;
}

/** A template's review or state changed. */
export interface TemplateStatusUpdate extends OfTemplate {
  kind: 'template_status';
  event: string;
  category?: string;
  reason?: string;
  pausedUntil?: string;
}

/** How contacts take a template. */
export interface TemplateQualityUpdate extends OfTemplate {
  kind: 'template_quality';
  quality: string;
  previous?: string;
}

/** A template is in another category, or will be. */
export interface TemplateCategoryUpdate extends OfTemplate {
  kind: 'template_category';
  category: string;
  previous?: string;
  takesEffectAt?: string;
}

/** A template's contents changed. */
export interface TemplateEditUpdate extends OfTemplate {
  kind: 'template_edited';
  components: Record<string, unknown>;
}

/** How a number does: what it may send, and what WhatsApp thinks of it. It is named by its phone, not by its id. */
export interface NumberQualityUpdate {
  kind: 'number_quality';
  wabaId: string;
  displayPhone: string;
  event: string;
  limit?: string;
  previousLimit?: string;
  at: string;
}

/** Anything else about an account, as it came; `noticeId` is the same whenever the same comes again. */
export interface AccountUpdate {
  kind: 'account';
  wabaId: string;
  phoneNumberId?: string;
  noticeId: string;
  field: string;
  details: Record<string, unknown>;
  at: string;
}

/** Something we have no use for, or could not read; `what` says so without contents. */
export interface UnsupportedUpdate {
  kind: 'unsupported';
  wabaId: string;
  phoneNumberId?: string;
  what: string;
}

/** What is about a contact. */
export type ContactUpdate =
  | MessageUpdate
  | EditUpdate
  | RevokeUpdate
  | NumberChangeUpdate
  | PreferenceUpdate
  | CallStartUpdate
  | CallEndUpdate
  | CallPermissionUpdate
  | StatusUpdate;

/** What is about templates, numbers and accounts. */
export type AccountWideUpdate =
  | TemplateStatusUpdate
  | TemplateQualityUpdate
  | TemplateCategoryUpdate
  | TemplateEditUpdate
  | NumberQualityUpdate
  | AccountUpdate;

/** One thing a webhook tells; times are ISO 8601. */
export type WebhookUpdate = ContactUpdate | AccountWideUpdate | UnsupportedUpdate;
