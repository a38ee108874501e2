import {
  topicOf,
  contactKey,
  type ContactEvent,
  type ContactReference,
  type InboundEvent,
  type WhatsAppAccountEvent,
} from '@threadline/contracts';
import { given } from './webhook-text.js';
import type {
  AccountWideUpdate,
  ContactUpdate,
  StatusUpdate,
  WebhookContact,
  WebhookUpdate,
} from './webhook-update.js';

/** The events of ours that WhatsApp's webhooks become. */
export type WhatsAppEvent = Extract<InboundEvent, { type: `whatsapp.${string}` | 'voice.call.ended' }>;

/** What an update becomes, but for the workspace it belongs to. */
type Told<E extends WhatsAppEvent = WhatsAppEvent> = E extends WhatsAppEvent ? Pick<E, 'type' | 'id' | 'data'> : never;

/** Whom an update belongs to: a number, or every workspace that has numbers of an account. */
export type Addressee = { kind: 'number' | 'account'; id: string };

export const addresseeOf = (update: WebhookUpdate): Addressee =>
  'phoneNumberId' in update && update.phoneNumberId !== undefined
    ? { kind: 'number', id: update.phoneNumberId }
    : { kind: 'account', id: update.wabaId };

/**
 * The events an update becomes, in each of the workspaces it belongs to: none when it is unsupported. Ids are derived from
 * WhatsApp's own, so that a webhook delivered again gives the same events again.
 */
export function toEvents(update: WebhookUpdate, workspaceIds: readonly string[]): WhatsAppEvent[] {
  if (update.kind === 'unsupported') return [];
  const told = isOfContact(update) ? toldOfContact(update) : [toldOfAccount(update)];
  const source = `whatsapp/${addresseeOf(update).id}`;
  // Written out field by field: this is done for everything that WhatsApp tells, and copies of copies cost more than reading it.
  return workspaceIds.flatMap((workspaceid) =>
    told.map(
      ({ type, id, data }) =>
        ({
          specversion: '1.0',
          source,
          time: update.at,
          causationdepth: 0,
          workspaceid,
          type,
          id,
          data,
        }) as WhatsAppEvent,
    ),
  );
}

/** Where an event goes on Kafka. Events of one contact keep their order; those of a template or an account, theirs. */
export function routeOf(event: WhatsAppEvent): { topic: string; key: string } {
  return { topic: topicOf(event.type), key: keyOf(event) };
}

function keyOf(event: WhatsAppEvent): string {
  if ('contact' in event.data) return contactKey(event.workspaceid, event.data.contact);
  return 'templateId' in event.data
    ? `${event.workspaceid}/template:${event.data.name}`
    : `${event.workspaceid}/account:${event.data.wabaId}`;
}

const isOfContact = (update: ContactUpdate | AccountWideUpdate): update is ContactUpdate =>
  'from' in update || 'to' in update;

function toldOfContact(update: ContactUpdate): Told<Extract<WhatsAppEvent, ContactEvent>>[] {
  if (update.kind === 'status') return toldOfStatus(update);
  const { phoneNumberId } = update;
  const contact = referenceOf(update.from);
  const about = { contact, phoneNumberId };
  switch (update.kind) {
    case 'message': {
      const { messageId, quotedMessageId, content, referral } = update;
      const data = given({ contact, phoneNumberId, messageId, quotedMessageId, content, referral });
      return [{ type: 'whatsapp.message.received', id: messageId, data }];
    }
    case 'edited': {
      const { messageId, content, noticeId: id } = update;
      return [{ type: 'whatsapp.message.edited', id, data: { ...about, messageId, content } }];
    }
    case 'revoked':
      return [
        { type: 'whatsapp.message.revoked', id: update.noticeId, data: { ...about, messageId: update.messageId } },
      ];
    case 'number_changed': {
      const { noticeId: id, phone, userId: whatsappUserId } = update;
      return [{ type: 'whatsapp.contact.number_changed', id, data: given({ ...about, phone, whatsappUserId }) }];
    }
    case 'preference': {
      const { marketing, detail, at } = update;
      const id = `${personIn(about.contact)}/marketing_${marketing}/${at}`;
      return [{ type: 'whatsapp.preference.changed', id, data: given({ ...about, marketing, detail }) }];
    }
    case 'call_started': {
      const { callId, direction } = update;
      return [{ type: 'whatsapp.call.started', id: `${callId}/started`, data: { ...about, callId, direction } }];
    }
    case 'call_ended': {
      const { callId, result, durationSeconds } = update;
      const data = given({ ...about, callId, result, durationSeconds });
      return [{ type: 'voice.call.ended', id: `${callId}/ended`, data }];
    }
    case 'call_permission': {
      const { noticeId: id, isAllowed, until } = update;
      return [{ type: 'whatsapp.call.permission_changed', id, data: given({ ...about, isAllowed, until }) }];
    }
  }
}

/**
 * The contact has stopped marketing from us, which is all that WhatsApp tells of it here.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes
 */
const marketingStopped = 131_050;

function toldOfStatus(update: StatusUpdate): Told<Extract<WhatsAppEvent, ContactEvent>>[] {
  const { phoneNumberId, messageId, status, callbackId, error, pricing } = update;
  const contact = referenceOf(update.to);
  const data = given({ contact, phoneNumberId, messageId, status, callbackId, error, pricing });
  const told = { type: 'whatsapp.message.status', id: `${messageId}/${status}`, data } as const;
  if (error?.code !== marketingStopped) return [told];
  const detail = `message refused with ${marketingStopped}`;
  const stop = { contact, phoneNumberId, marketing: 'stop', detail } as const;
  return [told, { type: 'whatsapp.preference.changed', id: `${messageId}/marketing_stop`, data: stop }];
}

function toldOfAccount(update: AccountWideUpdate): Told<WhatsAppAccountEvent> {
  const { kind, at, wabaId } = update;
  switch (kind) {
    case 'number_quality': {
      const { displayPhone, event, limit, previousLimit } = update;
      const data = given({ wabaId, displayPhone, event, limit, previousLimit });
      return { type: 'whatsapp.number.quality_changed', id: `${displayPhone}/${event}/${limit ?? ''}/${at}`, data };
    }
    case 'account': {
      const { noticeId: id, phoneNumberId, field, details } = update;
      return { type: 'whatsapp.account.updated', id, data: given({ wabaId, phoneNumberId, field, details }) };
    }
    default: {
      const { templateId, name, language } = update;
      return toldOfTemplate(update, { wabaId, templateId, name, language });
    }
  }
}

type TemplateUpdate = Extract<AccountWideUpdate, { templateId: string }>;
type Template = Pick<TemplateUpdate, 'wabaId' | 'templateId' | 'name' | 'language'>;

function toldOfTemplate(update: TemplateUpdate, of: Template): Told<WhatsAppAccountEvent> {
  const idOf = (what: string) => `${of.templateId}/${what}/${update.at}`;
  switch (update.kind) {
    case 'template_status': {
      const { event, category, reason, pausedUntil } = update;
      return {
        type: 'whatsapp.template.status_changed',
        id: idOf(event),
        data: given({ ...of, event, category, reason, pausedUntil }),
      };
    }
    case 'template_quality': {
      const { quality, previous } = update;
      return {
        type: 'whatsapp.template.quality_changed',
        id: idOf(quality),
        data: given({ ...of, quality, previous }),
      };
    }
    case 'template_category': {
      const { category, previous, takesEffectAt } = update;
      const data = given({ ...of, category, previous, takesEffectAt });
      return {
        type: 'whatsapp.template.category_changed',
        id: idOf(takesEffectAt === undefined ? category : `to_${category}`),
        data,
      };
    }
    case 'template_edited':
      return { type: 'whatsapp.template.edited', id: idOf('edited'), data: { ...of, components: update.components } };
  }
}

/** What tells one person's preference from another's in the id of its event. */
const personIn = ({ phone, whatsappUserId }: ContactReference): string => phone ?? whatsappUserId ?? '';

const longestName = 200;

const referenceOf = ({ phone, userId, name }: WebhookContact): ContactReference =>
  given({ phone, whatsappUserId: userId, firstName: name?.slice(0, longestName) });
