import { personOf, type Person, type ToldPerson } from '../inbound/person.js';
import type { Checkout, Customer, Order, Parcel } from './payloads.js';

/** The customer's id in our contacts: ids of two shops may be the same number. */
export const customerIdOf = (shopDomain: string, id: string | undefined): string | undefined =>
  id === undefined ? undefined : `shopify:${shopDomain}:${id}`;

type Bought = Pick<Order, 'email' | 'phone' | 'customer' | 'billing_address' | 'shipping_address' | 'customer_locale'> &
  Partial<Pick<Order, 'contact_email'> & Pick<Checkout, 'sms_marketing_phone'>>;

/** Who bought. What was entered for this purchase comes before what the account says, and numbers of addresses last. */
export function buyerOf(shopDomain: string, bought: Bought): Person {
  const { customer, shipping_address: shipping, billing_address: billing } = bought;
  const country = shipping?.country_code ?? billing?.country_code ?? customer?.default_address?.country_code;
  return personOf({
    phones: [
      { number: bought.phone, country },
      { number: bought.sms_marketing_phone, country },
      { number: customer?.phone, country },
      ...phonesIn(shipping, billing, customer?.default_address),
    ],
    email: bought.email ?? bought.contact_email ?? customer?.email,
    externalId: customerIdOf(shopDomain, customer?.id),
    firstName: customer?.first_name ?? billing?.first_name ?? shipping?.first_name,
    lastName: customer?.last_name ?? billing?.last_name ?? shipping?.last_name,
    language: bought.customer_locale,
  });
}

export const customerPerson = (shopDomain: string, customer: Customer): Person =>
  personOf({
    phones: [
      { number: customer.phone, country: customer.default_address?.country_code },
      ...phonesIn(customer.default_address),
    ],
    email: customer.email,
    externalId: customerIdOf(shopDomain, customer.id),
    firstName: customer.first_name,
    lastName: customer.last_name,
  });

/** Whom a parcel goes to. The destination may be somebody else's, so that it names the person only without an e-mail address. */
export const receiverOf = ({ email, destination }: Parcel): Person =>
  personOf(email ? { email } : { phones: phonesIn(destination) });

const phonesIn = (...addresses: (Order['billing_address'] | undefined)[]): NonNullable<ToldPerson['phones']> =>
  addresses.flatMap((address) => (address ? [{ number: address.phone, country: address.country_code }] : []));
