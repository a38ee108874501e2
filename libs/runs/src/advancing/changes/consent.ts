import { setConsent } from '@threadline/persistence';
import type { Apply } from './changing.js';

/** Of several words in a row the last one counts. Runs go on: without consent, marketing is skipped when it would be sent. */
export const setMarketingConsent: Apply<'consent_set'> = async (changing, changes) => {
  const last = changes.at(-1);
  if (!last) return [];
  const marketing = last.marketing ? 'given' : 'withdrawn';
  const proof = { ...last.proof, via: changing.via };
  const isNew = await setConsent(changing.tx, changing.run.contactId, { marketing, proof });
  return isNew ? [changing.tell('contact.consent_changed', last.id, { marketing, via: changing.via })] : [];
};
