import { z } from 'zod';
import { contentOf } from './message-content.js';
import { phoneOf, userIdOf, WebhookId, WebhookText, WebhookTime } from './webhook-text.js';
import type { CallPermissionUpdate, EditUpdate, NumberChangeUpdate, RevokeUpdate } from './webhook-update.js';

type Notice = EditUpdate | RevokeUpdate | NumberChangeUpdate | CallPermissionUpdate;
/** What a notice says, apart from whom it is of and when it came. */
type Said = Notice extends infer N
  ? N extends Notice
    ? Omit<N, 'wabaId' | 'phoneNumberId' | 'from' | 'at' | 'noticeId'>
    : never
  : never;

const OptionalText = WebhookText.optional().catch(undefined);

const Edit = z
  .object({
    type: z.literal('edit'),
    edit: z.object({ original_message_id: WebhookId, message: z.looseObject({ type: z.string().max(50) }) }),
  })
  .transform(({ edit }): Said => ({
    kind: 'edited',
    messageId: edit.original_message_id,
    content: contentOf(edit.message),
  }));

const Revoke = z
  .object({ type: z.literal('revoke'), revoke: z.object({ original_message_id: WebhookId }) })
  .transform(({ revoke }): Said => ({ kind: 'revoked', messageId: revoke.original_message_id }));

const NumberChange = z
  .object({
    type: z.literal('system'),
    system: z.object({
      type: z.enum(['user_changed_number', 'customer_changed_number']),
      wa_id: OptionalText,
      /** Of older versions of the API. */
      new_wa_id: OptionalText,
      user_id: OptionalText,
    }),
  })
  .transform(({ system }, context): Said => {
    const phone = phoneOf(system.wa_id ?? system.new_wa_id);
    const userId = userIdOf(system.user_id);
    if (phone !== undefined) return { kind: 'number_changed', phone, ...(userId !== undefined && { userId }) };
    context.addIssue('no new number');
    return z.NEVER;
  });

const CallPermission = z
  .object({
    type: z.literal('interactive'),
    interactive: z.object({
      type: z.literal('call_permission_reply'),
      call_permission_reply: z.object({
        response: z.enum(['accept', 'reject']),
        is_permanent: z.boolean().optional().catch(undefined),
        expiration_timestamp: WebhookTime.optional().catch(undefined),
      }),
    }),
  })
  .transform(({ interactive: { call_permission_reply: reply } }): Said => ({
    kind: 'call_permission',
    isAllowed: reply.response === 'accept',
    ...(reply.is_permanent !== true &&
      reply.expiration_timestamp !== undefined && { until: reply.expiration_timestamp }),
  }));

/** How each `type` that may be a notice is read. */
const readers: Readonly<Record<string, z.ZodType<Said>>> = {
  edit: Edit,
  revoke: Revoke,
  system: NumberChange,
  interactive: CallPermission,
};

/**
 * What comes among the messages and is none: it is about an earlier message, the contact's number, or calls.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages/edit, …/revoke, …/system
 */
export function noticeOf(message: { type: string }): Said | undefined {
  const reader = Object.hasOwn(readers, message.type) ? readers[message.type] : undefined;
  return reader?.safeParse(message).data;
}
