import type { Customer } from '../customers/customer.js';
import { titleOf } from '../graph/graph-error.js';
import type { BusinessNumber } from '../numbers/business-number.js';
import { secondsOf, type VoiceCall } from './voice-call.js';

/** What webhooks tell of a call: that it begins and ends, and in between how the customer takes it. */
export type CallNews = 'connect' | 'RINGING' | 'ACCEPTED' | 'REJECTED' | 'terminate';

interface Told {
  number: BusinessNumber;
  customer: Customer;
  call: VoiceCall;
  at: number;
}

/** What a webhook of the field `calls` holds. https://developers.facebook.com/documentation/business-messaging/whatsapp/calling/reference */
export function callContent(news: CallNews, told: Told): Record<string, unknown> {
  switch (news) {
    case 'connect':
      return { ...contactOf(told), calls: [{ ...eventOf(news, told), session }] };
    case 'terminate':
      return { ...contactOf(told), calls: [{ ...eventOf(news, told), ...endOf(told.call) }], ...errorsOf(told.call) };
    default:
      return { statuses: [statusOf(news, told)] };
  }
}

/** An answer as WhatsApp's servers give it, to whom nobody could talk. */
const session = {
  sdp_type: 'answer',
  sdp: ['v=0', 'o=- 0 2 IN IP4 127.0.0.1', 's=-', 't=0 0', 'a=ice-lite', ''].join('\r\n'),
};

function contactOf({ customer: { address, name = 'Sandbox customer' } }: Told): object {
  const who = 'waId' in address ? { wa_id: address.waId } : { user_id: address.userId };
  return { contacts: [{ profile: { name }, ...who }] };
}

const eventOf = (event: 'connect' | 'terminate', { number, customer: { address }, call, at }: Told) => ({
  id: call.id,
  from: number.displayPhone,
  ...('waId' in address ? { to: address.waId } : { to_user_id: address.userId }),
  event,
  timestamp: seconds(at),
  direction: 'BUSINESS_INITIATED',
  ...callbackOf(call),
});

/** Times and length are there only when the customer took the call. */
function endOf(call: VoiceCall): object {
  const status = call.result === 'failed' ? 'FAILED' : 'COMPLETED';
  const { answeredAt, endedAt } = call;
  if (answeredAt === undefined || endedAt === undefined) return { status };
  const [start, end] = [seconds(Date.parse(answeredAt)), seconds(Date.parse(endedAt))];
  return { status, start_time: start, end_time: end, duration: secondsOf(call) };
}

function errorsOf({ code }: VoiceCall): object {
  if (code === undefined) return {};
  const href = 'https://developers.facebook.com/documentation/business-messaging/whatsapp/calling/troubleshooting';
  return { errors: [{ code, message: titleOf(code), href, error_data: { details: titleOf(code) } }] };
}

const statusOf = (status: 'RINGING' | 'ACCEPTED' | 'REJECTED', { customer: { address }, call, at }: Told) => ({
  id: call.id,
  type: 'call',
  status,
  timestamp: seconds(at),
  ...('waId' in address ? { recipient_id: address.waId } : { recipient_user_id: address.userId }),
  ...callbackOf(call),
});

const callbackOf = ({ callbackId }: VoiceCall) =>
  callbackId === undefined ? {} : { biz_opaque_callback_data: callbackId };

const seconds = (ms: number) => String(Math.floor(ms / 1_000));
