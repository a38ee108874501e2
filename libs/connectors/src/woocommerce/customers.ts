import type { ToldEvent } from '../inbound/told-event.js';
import { consentEvent } from './consent.js';
import type { Customer } from './payloads.js';
import { customerPerson } from './people.js';
import type { WooCommerceDelivery } from './to-events.js';

/** News of a customer's account. */
export function customerEvents(
  customer: Customer,
  happening: 'created' | 'updated',
  delivery: WooCommerceDelivery,
): ToldEvent[] {
  const person = customerPerson(customer, delivery);
  const changedAt = customer.date_modified_gmt ?? customer.date_created_gmt ?? delivery.receivedAt;
  const about = `customer/${customer.id}`;
  const { consentKey } = delivery.settings;
  return [
    {
      type: `shop.customer.${happening}`,
      id: happening === 'created' ? `${about}/created` : `${about}/updated/${changedAt}`,
      time: changedAt,
      person,
      data: { customerId: customer.id },
    },
    ...consentEvent({ about, changedAt, person, meta: customer.meta_data, consentKey, saysNo: true }),
  ];
}
