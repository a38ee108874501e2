import type { CallChoice, CallConsent } from './call-consent.js';

/**
 * A customer decides whether they may be called: gives the message that tells of it.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/calling/user-call-permissions
 */
export function callReply(
  consent: CallConsent,
  { choice, now }: { choice: CallChoice; now: number },
): { type: string; interactive: object } {
  consent.choose(choice, now);
  const end = consent.endsAt(now);
  const reply = {
    response: choice === 'refuse' ? 'reject' : 'accept',
    is_permanent: choice === 'always',
    ...(end !== undefined && { expiration_timestamp: Math.floor(end / 1_000) }),
    response_source: 'user_action',
  };
  return { type: 'interactive', interactive: { type: 'call_permission_reply', call_permission_reply: reply } };
}
