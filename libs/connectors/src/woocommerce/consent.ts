import type { Person } from '../inbound/person.js';
import type { ToldEvent } from '../inbound/told-event.js';
import type { Meta } from './payloads.js';

const yes = /^(1|yes|y|true|on)$/i;
const no = /^(0|no|n|false|off)$/i;

interface Asked {
  /** Whose meta data it is, such as `order/12`. */
  about: string;
  changedAt: string;
  person: Person;
  meta: readonly Meta[];
  consentKey: string | undefined;
  /** Whether a no counts: of a customer's settings it does, while a box left empty at a checkout takes nothing back. */
  saysNo: boolean;
}

/** What meta data says of marketing on WhatsApp, where the shop's form asks for it. */
export function consentEvent({ about, changedAt, person, meta, consentKey, saysNo }: Asked): ToldEvent[] {
  const given = consentKey === undefined ? undefined : meta.findLast(({ key }) => key === consentKey)?.value;
  const words =
    typeof given === 'string' || typeof given === 'number' || typeof given === 'boolean' ? String(given) : '';
  const marketing = yes.test(words) ? 'given' : saysNo && no.test(words) ? 'withdrawn' : undefined;
  if (!marketing) return [];
  return [
    {
      type: 'shop.customer.consent_changed',
      // An order says it once; a customer's settings may change back and forth.
      id: `${about}/consent/${saysNo ? `${marketing}/${changedAt}` : marketing}`,
      time: changedAt,
      person,
      data: {
        marketing,
        channel: 'whatsapp',
        coversWhatsApp: true,
        proof: `WooCommerce ${about}: "${consentKey}" is "${words}"`,
      },
    },
  ];
}
