import { randomInt, randomUUID } from 'node:crypto';
import { contactKey, type ShopCartUpdated } from '@threadline/contracts';

/** A phone number nobody else uses, in E.164 form. */
export const aPhone = (): string => `+39347${String(randomInt(10_000_000)).padStart(7, '0')}`;

/** A cart of a contact nobody knows, as a shop tells of it; `told` replaces parts of its data. */
export function aCart(workspaceId: string, told: Partial<ShopCartUpdated['data']> = {}): ShopCartUpdated {
  return {
    specversion: '1.0',
    id: randomUUID(),
    source: 'shop/e2e',
    type: 'shop.cart.updated',
    time: new Date().toISOString(),
    workspaceid: workspaceId,
    causationdepth: 0,
    data: { contact: { phone: aPhone() }, cartId: `cart-${randomUUID()}`, total: 50, ...told },
  };
}

/** The key under which a contact's events travel. */
export const keyOf = ({ workspaceid, data }: ShopCartUpdated): string => contactKey(workspaceid, data.contact);
