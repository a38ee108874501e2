import type { ShopConsentChanged } from '@threadline/contracts';
import { consentSince, emit, setConsent } from '@threadline/persistence';
import { outboundEvent } from '../outbound-events.js';
import type { Work } from '../work.js';

/**
 * Records what a customer said to marketing in a shop, with its proof, where that covers WhatsApp. News older than what the contact
 * said since changes nothing: shops deliver late and in any order. Under the contact's lock.
 */
export async function recordShopConsent(work: Work, event: ShopConsentChanged, contactId: string): Promise<void> {
  const { coversWhatsApp, marketing, proof } = event.data;
  const at = Date.parse(event.time);
  const since = await consentSince(work.tx, contactId);
  if (!coversWhatsApp || (since !== undefined && since >= at)) return;
  const via = event.source;
  if (!(await setConsent(work.tx, contactId, { marketing, proof: { at, via, text: proof } }))) return;
  const about = { workspaceId: event.workspaceid, at: work.now, causationDepth: event.causationdepth };
  const data = { contactId, marketing, via };
  await emit(work.tx, [outboundEvent('contact.consent_changed', data, { ...about, occurrence: `${via}/${event.id}` })]);
}
