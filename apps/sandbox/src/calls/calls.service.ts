import { ConflictException, NotFoundException } from '@nestjs/common';
import type { Clock } from '@threadline/platform';
import { randomBytes } from 'node:crypto';
import { customerAddress } from '../customers/customer-address.js';
import { addressOf, keyOf, type CustomerAddress } from '../customers/customer.js';
import { GraphError } from '../graph/graph-error.js';
import { graphParse } from '../graph/graph-parse.js';
import { shown } from '../messages/ledger-entry.js';
import type { Fate } from '../messages/statuses.js';
import { callingCode, type BusinessNumber } from '../numbers/business-number.js';
import type { Numbers } from '../numbers/numbers.js';
import { CallConsent } from './call-consent.js';
import { CallRequest, PermissionQuery } from './call-request.js';
import type { Calls } from './calls.js';
import type { VoiceCall } from './voice-call.js';

type NewCall = Extract<CallRequest, { action: 'connect' }>;

/** The one code for a request that is not well formed. https://developers.facebook.com/documentation/business-messaging/whatsapp/calling/troubleshooting */
const invalid = 100;
const mostAtOnce = 1_000;

/** Accepts and refuses calls as WhatsApp does, and plays the customers who are called. */
export class CallsService {
  constructor(private readonly parts: { numbers: Numbers; calls: Calls; clock: Clock }) {}

  /** @throws {GraphError} saying why it is refused; then nothing rings. */
  accept(phoneNumberId: string, body: unknown, fate: Fate = {}): object {
    const request = graphParse(CallRequest, body, invalid);
    const number = this.parts.numbers.of(phoneNumberId);
    if (request.action === 'connect') return this.connect(number, { request, body, fate });
    const call = number.call(request.call_id);
    if (!call) throw new GraphError(invalid, 'call_id: there is no such call');
    this.parts.calls.end(number, call, call.state === 'talking' ? 'answered' : 'cancelled');
    return { messaging_product: 'whatsapp', success: true };
  }

  /** What the customer allows; of somebody unknown, that there is no permission. */
  permission(phoneNumberId: string, query: unknown): object {
    const number = this.parts.numbers.of(phoneNumberId);
    const now = this.parts.clock.now();
    if (!number.permissionReads.take(now)) throw new GraphError(613, 'at most 5 requests in a second');
    const { user_wa_id: waId, recipient } = graphParse(PermissionQuery, query, invalid);
    const address = recipientOf(waId === undefined ? recipient : `+${waId}`);
    const consent = number.customers.get(keyOf(address))?.calls ?? new CallConsent();
    const end = consent.endsAt(now);
    return {
      messaging_product: 'whatsapp',
      permission: {
        status: consent.statusAt(now),
        ...(end !== undefined && { expiration_time: Math.floor(end / 1_000) }),
      },
      actions: consent.actionsAt({ now, isLimited: this.parts.numbers.settingsOf(number).callLimits }),
    };
  }

  /** The customer takes the call that rings. */
  answer(phone: string, phoneNumberId: string): { callId: string } {
    const { number, call } = this.ringing(phone, phoneNumberId);
    this.parts.calls.answer(number, call);
    return { callId: call.id };
  }

  decline(phone: string, phoneNumberId: string): { callId: string } {
    const { number, call } = this.ringing(phone, phoneNumberId);
    this.parts.calls.end(number, call, 'declined');
    return { callId: call.id };
  }

  /** The customer ends the call they talk in. */
  hangUp(phone: string, phoneNumberId: string): { callId: string } {
    const { number, call } = this.live(phone, phoneNumberId);
    if (call.state !== 'talking') throw new ConflictException('the call was not answered');
    this.parts.calls.end(number, call, 'answered');
    return { callId: call.id };
  }

  private connect(
    number: BusinessNumber,
    { request, body, fate }: { request: NewCall; body: unknown; fate: Fate },
  ): object {
    const address = recipientOf(request.to ?? request.recipient);
    this.checkConnect(number, address);
    const call: VoiceCall = {
      id: `wacid.${randomBytes(24).toString('base64')}`,
      at: new Date(this.parts.clock.now()).toISOString(),
      phoneNumberId: number.phoneNumberId,
      to: shown(address),
      address,
      ...(request.biz_opaque_callback_data !== undefined && { callbackId: request.biz_opaque_callback_data }),
      request: body,
      state: 'ringing',
      told: [],
    };
    this.parts.calls.begin(number, call, fate);
    return { messaging_product: 'whatsapp', calls: [{ id: call.id }] };
  }

  /** Somebody the number never met has not allowed calls: WhatsApp does not say whether they exist. */
  private checkConnect(number: BusinessNumber, address: CustomerAddress): void {
    if ('waId' in address && address.waId === number.displayPhone)
      throw new GraphError(138001, 'a number cannot call itself');
    const consent = number.customers.get(keyOf(address))?.calls ?? new CallConsent();
    const isLimited = this.parts.numbers.settingsOf(number).callLimits;
    consent.checkCall({ now: this.parts.clock.now(), isLimited });
    if (number.liveCalls(keyOf(address)).length > 0) throw new GraphError(138003, 'a call with them is under way');
    if (number.liveCalls().length >= mostAtOnce) throw new GraphError(138002, `at most ${mostAtOnce} calls at once`);
  }

  private ringing(phone: string, phoneNumberId: string): { number: BusinessNumber; call: VoiceCall } {
    const live = this.live(phone, phoneNumberId);
    if (live.call.state !== 'ringing') throw new ConflictException('the call was answered before');
    return live;
  }

  /** @throws NotFoundException when nobody calls the customer. */
  private live(phone: string, phoneNumberId: string): { number: BusinessNumber; call: VoiceCall } {
    const number = this.parts.numbers.of(phoneNumberId);
    const [call] = number.liveCalls(keyOf(customerAddress(phone)));
    if (!call) throw new NotFoundException(`nobody calls ${phone}`);
    return { number, call };
  }
}

/** With both a phone and a user id, WhatsApp takes the phone. */
function recipientOf(given: string | undefined): CustomerAddress {
  const address = given === undefined ? undefined : addressOf(given, callingCode);
  if (!address) throw new GraphError(invalid, 'the recipient is neither a phone number nor a user id');
  return address;
}
