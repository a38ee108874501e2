import { BadRequestException } from '@nestjs/common';
import { addressOf, type CustomerAddress } from './customer.js';

/**
 * A customer as control routes name them; a phone may come with or without `+`.
 * @throws BadRequestException for what is neither a phone number nor a user id.
 */
export function customerAddress(text: string): CustomerAddress {
  const address = addressOf(/^[\d ]/.test(text) ? `+${text.trim()}` : text, '');
  if (!address) throw new BadRequestException(`${text} is neither a phone number such as +391234567890 nor a user id`);
  return address;
}
