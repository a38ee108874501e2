import { personOf, type Person, type ToldPerson } from '../inbound/person.js';
import { shopOf } from './connection.js';
import type { Customer, Order } from './payloads.js';
import type { WooCommerceDelivery } from './to-events.js';

const guest = '0';

/** The customer's id in our contacts; guests have none. */
const externalIdOf = (id: string | undefined, { settings }: WooCommerceDelivery): string | undefined =>
  id === undefined || id === guest ? undefined : `woocommerce:${shopOf(settings)}:${id}`;

export const buyerOf = ({ billing, shipping, customer_id }: Order, delivery: WooCommerceDelivery): Person =>
  personOf({
    phones: phonesIn(billing, shipping),
    email: billing?.email,
    externalId: externalIdOf(customer_id, delivery),
    firstName: billing?.first_name ?? shipping?.first_name,
    lastName: billing?.last_name ?? shipping?.last_name,
  });

export const customerPerson = (customer: Customer, delivery: WooCommerceDelivery): Person =>
  personOf({
    phones: phonesIn(customer.billing, customer.shipping),
    email: customer.email ?? customer.billing?.email,
    externalId: externalIdOf(customer.id, delivery),
    firstName: customer.first_name ?? customer.billing?.first_name,
    lastName: customer.last_name ?? customer.billing?.last_name,
  });

const phonesIn = (...addresses: (Order['billing'] | undefined)[]): NonNullable<ToldPerson['phones']> =>
  addresses.flatMap((address) => (address ? [{ number: address.phone, country: address.country }] : []));
