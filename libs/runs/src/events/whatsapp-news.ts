import type { ContactEvent } from '@threadline/contracts';
import { changeReceived, openConversation, removeIdentities, userIdsOf } from '@threadline/persistence';
import { momentOfOptOut, type OptOuts } from '../ending/opt-outs.js';
import type { Work } from '../work.js';
import type { Handled, NewsOfContact } from './handle-event.js';

type NumberChanged = Extract<ContactEvent, { type: 'whatsapp.contact.number_changed' }>;
type PreferenceChanged = Extract<ContactEvent, { type: 'whatsapp.preference.changed' }>;

/** What is said instead of words that were taken back. */
const takenBack = { kind: 'unsupported', type: 'revoked' } as const;

/** What WhatsApp tells of a contact besides messages: kept, or acted on, before runs hear of it. */
export class WhatsAppNews {
  constructor(private readonly parts: { optOuts: OptOuts }) {}

  /** Returns whether runs may have ended by it. */
  async act(work: Work, { event, contactId, live }: Handled<NewsOfContact>): Promise<boolean> {
    const changedAt = Date.parse(event.time);
    const workspaceId = event.workspaceid;
    switch (event.type) {
      case 'whatsapp.message.edited': {
        const { messageId: providerId, content } = event.data;
        await changeReceived(work.tx, { workspaceId, contactId, providerId, content, changedAt });
        return false;
      }
      case 'whatsapp.message.revoked': {
        const { messageId: providerId } = event.data;
        await changeReceived(work.tx, { workspaceId, contactId, providerId, content: takenBack, changedAt });
        return false;
      }
      case 'whatsapp.contact.number_changed':
        await follow(work, event, contactId);
        return false;
      case 'whatsapp.preference.changed':
        return this.heed(work, { event, contactId, live });
      case 'whatsapp.call.started': {
        const { direction, phoneNumberId } = event.data;
        if (direction === 'inbound')
          await openConversation(work.tx, { workspaceId, contactId, phoneNumberId, at: changedAt });
        return false;
      }
      default:
        return false;
    }
  }

  /** What the contact says in WhatsApp itself about marketing is as good as words. */
  private async heed(work: Work, { event, contactId, live }: Handled<PreferenceChanged>): Promise<boolean> {
    const { marketing, detail } = event.data;
    const toldAt = Date.parse(event.time);
    const word = (at: number) => ({
      workspaceId: event.workspaceid,
      contactId,
      proof: { at, text: detail, via: 'whatsapp' },
    });
    if (marketing === 'stop')
      return this.parts.optOuts.optOut(work, { ...word(momentOfOptOut(toldAt, work.now)), live });
    await this.parts.optOuts.optIn(work, word(Math.min(toldAt, work.now)));
    return false;
  }
}

/** Who they were is somebody else's number from now on. */
async function follow(work: Work, { data }: NumberChanged, contactId: string): Promise<void> {
  const { phone, whatsappUserId, contact } = data;
  const isOld = contact.phone !== undefined && contact.phone !== phone;
  const oldIds = whatsappUserId === undefined ? [] : await userIdsOf(work.tx, contactId);
  await removeIdentities(work.tx, contactId, [
    ...(isOld ? [{ kind: 'phone' as const, value: contact.phone ?? '' }] : []),
    ...oldIds.filter((id) => id !== whatsappUserId).map((value) => ({ kind: 'whatsappUserId' as const, value })),
  ]);
}

/** Further identities that an event tells of its contact. */
export const furtherIdentities = (event: ContactEvent) =>
  event.type === 'whatsapp.contact.number_changed'
    ? [
        { kind: 'phone' as const, value: event.data.phone },
        ...(event.data.whatsappUserId === undefined
          ? []
          : [{ kind: 'whatsappUserId' as const, value: event.data.whatsappUserId }]),
      ]
    : [];
