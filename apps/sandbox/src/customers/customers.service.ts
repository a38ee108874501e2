import { BadRequestException, ConflictException, NotFoundException } from '@nestjs/common';
import type { Clock } from '@threadline/platform';
import { CallChoice } from '../calls/call-consent.js';
import { callReply } from '../calls/call-reply.js';
import { shown, type LedgerEntry, type TappableButton } from '../messages/ledger-entry.js';
import type { Statuses } from '../messages/statuses.js';
import { newWamid } from '../messages/wamid.js';
import type { BusinessNumber } from '../numbers/business-number.js';
import type { Numbers } from '../numbers/numbers.js';
import type { Webhooks } from '../webhooks/webhooks.js';
import type {
  CustomerCallChoice,
  CustomerMarketing,
  CustomerMessage,
  CustomerMove,
  CustomerRead,
  CustomerTap,
  CustomerText,
  CustomerWindow,
  NewCustomer,
} from './customer-requests.js';
import { customerAddress } from './customer-address.js';
import { keyOf, type Customer } from './customer.js';
import type { ReceivedMessage } from './received-message.js';

interface Party {
  number: BusinessNumber;
  customer: Customer;
}

/** What customers do, as tests and the story tell them. */
export class CustomersService {
  constructor(private readonly parts: { numbers: Numbers; webhooks: Webhooks; statuses: Statuses; clock: Clock }) {}

  /** Somebody whom the number can write to from now on. */
  add(phone: string, { phoneNumberId, name }: NewCustomer): { customer: string } {
    const { customer } = this.partyOf(phone, phoneNumberId);
    if (name !== undefined) customer.name = name;
    return { customer: shown(customer.address) };
  }

  /** Gives the id of the message. */
  text(phone: string, { phoneNumberId, text, quotes, name }: CustomerText): { messageId: string } {
    const party = this.partyOf(phone, phoneNumberId);
    if (name !== undefined) party.customer.name = name;
    return this.write(party, { type: 'text', text: { body: text } }, quotes);
  }

  /** Gives the id of the message. */
  message(phone: string, { phoneNumberId, message, quotes }: CustomerMessage): { messageId: string } {
    return this.write(this.partyOf(phone, phoneNumberId), message, quotes);
  }

  /** Tells of the new number, under which the customer is met from now on. */
  move(phone: string, { phoneNumberId, to }: CustomerMove): { messageId: string } {
    const party = this.partyOf(phone, phoneNumberId);
    const { customer } = this.partyOf(to, phoneNumberId);
    if (!('waId' in customer.address)) throw new BadRequestException(`${to} is no phone number`);
    const system = { type: 'user_changed_number', wa_id: customer.address.waId, body: 'changed the number' };
    return this.write(party, { type: 'system', system }, undefined);
  }

  /** @throws NotFoundException when the customer has got no such button, ConflictException when it has expired. */
  tap(phone: string, { phoneNumberId, button, of }: CustomerTap): { messageId: string; of: string } {
    const party = this.partyOf(phone, phoneNumberId);
    const { entry, tapped } = this.findButton(party, { button, of });
    const content =
      tapped.kind === 'call_permission'
        ? this.answerRequest(party, entry, tapped)
        : tapContent({ ...tapped, kind: tapped.kind });
    return { ...this.write(party, content, entry.wamid), of: entry.wamid };
  }

  setCalls(phone: string, { phoneNumberId, calls }: CustomerCallChoice): { messageId: string } {
    const party = this.partyOf(phone, phoneNumberId);
    const now = this.parts.clock.now();
    party.customer.calls.choose(calls, now);
    return this.write(party, callReply(party.customer.calls, now), undefined);
  }

  /** Reads what the customer got, or one message of it. Gives how many were new to them. */
  read(phone: string, { phoneNumberId, of }: CustomerRead): { read: number } {
    const party = this.partyOf(phone, phoneNumberId);
    const at = new Date(this.parts.clock.now());
    const news = receivedBy(party, of).filter((entry) => this.parts.statuses.read(party.number, entry, at));
    return { read: news.length };
  }

  setMarketing(phone: string, { phoneNumberId, marketing }: CustomerMarketing): void {
    const { number, customer } = this.partyOf(phone, phoneNumberId);
    customer.hasStoppedMarketing = marketing === 'stop';
    const change = {
      ...('waId' in customer.address ? { wa_id: customer.address.waId } : { user_id: customer.address.userId }),
      detail: `User requested to ${marketing} marketing messages`,
      category: 'marketing_messages',
      value: marketing,
      timestamp: Math.floor(this.parts.clock.now() / 1_000),
    };
    this.parts.webhooks.sendFrom(number, { user_preferences: [change] }, 'user_preferences');
  }

  setWindow(phone: string, { phoneNumberId, window }: CustomerWindow): void {
    const { customer } = this.partyOf(phone, phoneNumberId);
    customer.lastWroteAt = window === 'open' ? this.parts.clock.now() : undefined;
  }

  private partyOf(phone: string, phoneNumberId: string): Party {
    const number = this.parts.numbers.of(phoneNumberId);
    return { number, customer: number.customer(customerAddress(phone)) };
  }

  private findButton(
    party: Party,
    { button, of }: Pick<CustomerTap, 'button' | 'of'>,
  ): { entry: LedgerEntry; tapped: TappableButton } {
    const got = receivedBy(party, of);
    for (const entry of got.toReversed()) {
      const tapped = entry.buttons.find(({ payload, title }) => payload === button || title === button);
      if (tapped) return { entry, tapped };
    }
    const offered = got.flatMap(({ buttons }) => buttons.map(({ title }) => title));
    throw new NotFoundException(
      `no message to this customer has the button ${button}; offered: ${offered.join(', ') || 'none'}`,
    );
  }

  private answerRequest(
    { customer: { calls } }: Party,
    entry: LedgerEntry,
    { payload }: TappableButton,
  ): ReceivedMessage['content'] {
    const [sentAt, now] = [Date.parse(entry.at), this.parts.clock.now()];
    if (calls.isExpired(sentAt, now)) throw new ConflictException('the request has expired');
    calls.reply(CallChoice.parse(payload), { sentAt, now });
    return callReply(calls, now);
  }

  private write(
    { number, customer }: Party,
    content: ReceivedMessage['content'],
    quotes: string | undefined,
  ): { messageId: string } {
    const now = this.parts.clock.now();
    const messageId = newWamid();
    customer.lastWroteAt = now;
    const { address, name = 'Sandbox customer' } = customer;
    number.recordReceived({
      wamid: messageId,
      customer: keyOf(address),
      at: new Date(now).toISOString(),
      content,
      ...(quotes !== undefined && { quotes }),
    });
    const isPhone = 'waId' in address;
    this.parts.webhooks.sendFrom(number, {
      contacts: [{ profile: { name }, ...(isPhone ? { wa_id: address.waId } : { user_id: address.userId }) }],
      messages: [
        {
          ...(isPhone ? { from: address.waId } : { from_user_id: address.userId }),
          id: messageId,
          timestamp: String(Math.floor(now / 1_000)),
          ...(quotes !== undefined && { context: { from: number.displayPhone, id: quotes } }),
          ...content,
        },
      ],
    });
    return { messageId };
  }
}

/** What was sent to a customer, oldest first: everything, or one message. */
function receivedBy({ number, customer }: Party, wamid: string | undefined): LedgerEntry[] {
  const key = keyOf(customer.address);
  return number
    .ledger()
    .filter((entry) => keyOf(entry.address) === key && (wamid === undefined || entry.wamid === wamid));
}

type Tapped = TappableButton & { kind: Exclude<TappableButton['kind'], 'call_permission'> };

/** A tap on a template's button is reported unlike one on a free message's. */
function tapContent({ kind, payload, title, description }: Tapped): ReceivedMessage['content'] {
  switch (kind) {
    case 'quick_reply':
      return { type: 'button', button: { payload, text: title } };
    case 'button_reply':
      return { type: 'interactive', interactive: { type: kind, button_reply: { id: payload, title } } };
    case 'list_reply':
      return { type: 'interactive', interactive: { type: kind, list_reply: { id: payload, title, description } } };
  }
}
