import type {
  ContactReference,
  WhatsAppMessageReceived,
  WhatsAppMessageStatus,
  WhatsAppTemplateStatus,
} from '@threadline/contracts';
import type {
  MessageUpdate,
  StatusUpdate,
  TemplateStatusUpdate,
  WebhookContact,
  WebhookUpdate,
} from './webhook-update.js';

/** The events of ours that WhatsApp's webhooks become. */
export type WhatsAppEvent = WhatsAppMessageReceived | WhatsAppMessageStatus | WhatsAppTemplateStatus;

/** The id of the number an update belongs to, or of the account when it is about no number. The two never coincide at Meta. */
export const addresseeOf = (update: WebhookUpdate): string =>
  'phoneNumberId' in update && update.phoneNumberId !== undefined ? update.phoneNumberId : update.wabaId;

/**
 * The events an update becomes: none when it is unsupported or belongs to no workspace. Ids are derived from WhatsApp's own,
 * so that a webhook delivered again gives the same events again.
 * @param workspaceOf the workspace of a number or account, by the id that {@link addresseeOf} gives.
 */
export function toEvents(update: WebhookUpdate, workspaceOf: (id: string) => string | undefined): WhatsAppEvent[] {
  if (update.kind === 'unsupported') return [];
  const workspaceId = workspaceOf(addresseeOf(update));
  if (workspaceId === undefined) return [];
  switch (update.kind) {
    case 'message':
      return [messageReceived(update, workspaceId)];
    case 'status':
      return [messageStatus(update, workspaceId)];
    case 'template_status':
      return [templateStatus(update, workspaceId)];
  }
}

const envelope = <T extends string>(type: T, update: { at: string } & WebhookUpdate, workspaceId: string) => ({
  specversion: '1.0' as const,
  source: `whatsapp/${addresseeOf(update)}`,
  type,
  time: update.at,
  workspaceid: workspaceId,
  causationdepth: 0,
});

function messageReceived(update: MessageUpdate, workspaceId: string): WhatsAppMessageReceived {
  const { phoneNumberId, messageId, quotedMessageId, content } = update;
  return {
    ...envelope('whatsapp.message.received', update, workspaceId),
    id: messageId,
    data: {
      contact: referenceOf(update.from),
      phoneNumberId,
      messageId,
      ...(quotedMessageId !== undefined && { quotedMessageId }),
      content,
    },
  };
}

function messageStatus(update: StatusUpdate, workspaceId: string): WhatsAppMessageStatus {
  const { phoneNumberId, messageId, status, callbackId, error } = update;
  return {
    ...envelope('whatsapp.message.status', update, workspaceId),
    id: `${messageId}/${status}`,
    data: {
      contact: referenceOf(update.to),
      phoneNumberId,
      messageId,
      status,
      ...(callbackId !== undefined && { callbackId }),
      ...(error && { error }),
    },
  };
}

function templateStatus(update: TemplateStatusUpdate, workspaceId: string): WhatsAppTemplateStatus {
  const { wabaId, templateId, name, language, event, category, reason } = update;
  return {
    ...envelope('whatsapp.template.status_changed', update, workspaceId),
    id: `${templateId}/${event}/${update.at}`,
    data: {
      wabaId,
      templateId,
      name,
      language,
      event,
      ...(category !== undefined && { category }),
      ...(reason !== undefined && { reason }),
    },
  };
}

const longestName = 200;

const referenceOf = ({ phone, userId, name }: WebhookContact): ContactReference => ({
  ...(phone !== undefined && { phone }),
  ...(userId !== undefined && { whatsappUserId: userId }),
  ...(name !== undefined && { firstName: name.slice(0, longestName) }),
});
