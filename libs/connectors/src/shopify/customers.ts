import type { z } from 'zod';
import { shortened, without } from '../inbound/leniently.js';
import { personOf, type Person } from '../inbound/person.js';
import type { ToldEvent } from '../inbound/told-event.js';
import { changeOf } from './carts.js';
import type { ConsentUpdate, Customer, MarketingConsent } from './payloads.js';
import { customerIdOf, customerPerson } from './people.js';
import type { ShopifyDelivery } from './to-events.js';

type Channel = 'sms' | 'email';

export const customerEvents =
  (happening: 'created' | 'updated') =>
  (customer: Customer, delivery: ShopifyDelivery): ToldEvent[] => {
    if (customer.id === undefined) return [];
    const person = customerPerson(delivery.settings.shopDomain, customer);
    const name = ['customer', customer.id];
    const tags = customer.tags
      ?.split(',')
      .flatMap((tag) => shortened(tag) ?? [])
      .slice(0, 250);
    return [
      {
        type: `shop.customer.${happening}`,
        ...changeOf(customer, [...name, happening], delivery),
        person,
        data: { customerId: customer.id, ...without({ tags: tags?.length ? tags : undefined }) },
      },
      ...consentsOf(customer.id, person, { ...customer, delivery }),
    ];
  };

export const consentEvents = (update: z.infer<typeof ConsentUpdate>, delivery: ShopifyDelivery): ToldEvent[] => {
  const customerId = update.customer_id ?? update.id;
  if (customerId === undefined) return [];
  const person = personOf({
    phones: [{ number: update.phone }],
    email: update.email_address,
    externalId: customerIdOf(delivery.settings.shopDomain, customerId),
  });
  return consentsOf(customerId, person, { ...update, delivery });
};

interface Consents {
  sms_marketing_consent?: MarketingConsent | undefined;
  email_marketing_consent?: MarketingConsent | undefined;
  delivery: ShopifyDelivery;
}

const consentsOf = (customerId: string, person: Person, consents: Consents): ToldEvent[] => [
  ...consentOf('sms', { customerId, person, consent: consents.sms_marketing_consent, delivery: consents.delivery }),
  ...consentOf('email', { customerId, person, consent: consents.email_marketing_consent, delivery: consents.delivery }),
];

/** States beside these are neither a yes nor a no: never asked, or asked and not yet confirmed. */
const meanings: Readonly<Record<string, 'given' | 'withdrawn'>> = {
  subscribed: 'given',
  unsubscribed: 'withdrawn',
  redacted: 'withdrawn',
};

function consentOf(
  channel: Channel,
  told: { customerId: string; person: Person; consent: MarketingConsent | undefined; delivery: ShopifyDelivery },
): ToldEvent[] {
  const { customerId, person, consent, delivery } = told;
  const marketing = consent && Object.hasOwn(meanings, consent.state) ? meanings[consent.state] : undefined;
  if (!consent || !marketing) return [];
  const time = consent.consent_updated_at ?? delivery.triggeredAt;
  const words = [
    consent.state,
    consent.opt_in_level,
    consent.consent_collected_from && `collected from ${consent.consent_collected_from}`,
  ];
  return [
    {
      type: 'shop.customer.consent_changed',
      id: `customer/${customerId}/consent/${channel}/${consent.state}/${time}`,
      time,
      person,
      data: {
        customerId,
        marketing,
        channel,
        coversWhatsApp: delivery.settings.consentChannels.includes(channel),
        proof: shortened(`Shopify customer ${customerId}, ${channel}: ${words.filter(Boolean).join(', ')}`, 2_000),
      },
    },
  ];
}
