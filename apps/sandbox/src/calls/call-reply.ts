import type { CallConsent } from './call-consent.js';

/**
 * The message that tells whether a customer may be called, who has just decided it.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/calling/user-call-permissions
 */
export function callReply(consent: CallConsent, now: number): { type: string; interactive: object } {
  const status = consent.statusAt(now);
  const end = consent.endsAt(now);
  const reply = {
    response: status === 'no_permission' ? 'reject' : 'accept',
    is_permanent: status === 'permanent',
    ...(end !== undefined && { expiration_timestamp: Math.floor(end / 1_000) }),
    response_source: 'user_action',
  };
  return { type: 'interactive', interactive: { type: 'call_permission_reply', call_permission_reply: reply } };
}
