import { z } from 'zod';

/** A WebRTC offer (RFC 8866); what it offers is not looked at, for nothing is heard here. */
const Offer = z.object({
  sdp_type: z.literal('offer'),
  sdp: z.string().regex(/^v=0(\r?\n|$)/, 'no session description'),
});

const ForWhatsApp = z.object({ messaging_product: z.literal('whatsapp') });

/**
 * What a business may do with a call of its own. `pre_accept`, `accept` and `reject` are for calls of customers, which are not made here.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/calling/reference
 */
export const CallRequest = z.discriminatedUnion('action', [
  ForWhatsApp.extend({
    action: z.literal('connect'),
    to: z.string().optional(),
    recipient: z.string().optional(),
    session: Offer,
    biz_opaque_callback_data: z.string().max(512).optional(),
  }),
  ForWhatsApp.extend({ action: z.literal('terminate'), call_id: z.string().min(1) }),
]);
export type CallRequest = z.infer<typeof CallRequest>;

/** Whose permission is asked for: a phone, or a user id. */
export const PermissionQuery = z.object({ user_wa_id: z.string().optional(), recipient: z.string().optional() });
