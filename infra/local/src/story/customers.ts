import { randomInt } from 'node:crypto';

/** Somebody who shops. */
export interface Customer {
  readonly firstName: string;
  /** E.164 form. */
  readonly phone: string;
  readonly cartId: string;
}

/** Who plays, by what they do in the story. */
export interface Cast {
  /** Taps the button, and orders later. */
  readonly answering: Customer;
  /** Orders before the reminder. */
  readonly buying: Customer;
  /** Never answers. */
  readonly silent: Customer;
  /** Writes STOP. */
  readonly stopping: Customer;
}

/** Customers whom nobody knows yet. */
export function newCast(tag: string): Cast {
  const line = String(randomInt(1_000_000)).padStart(6, '0');
  const customer = (firstName: string, index: number): Customer => ({
    firstName,
    phone: `+39347${line}${index}`,
    cartId: `cart-${tag}-${index}`,
  });
  return {
    answering: customer('Annalisa', 1),
    buying: customer('Bartolomeo', 2),
    silent: customer('Clotilde', 3),
    stopping: customer('Desiderio', 4),
  };
}

export const everybody = (cast: Cast): Customer[] => Object.values(cast) as Customer[];

/** A phone number that may be shown: country and the last two digits. */
export const masked = (phone: string): string => `${phone.slice(0, 3)} … ${phone.slice(-2)}`;
