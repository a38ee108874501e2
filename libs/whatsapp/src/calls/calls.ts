import { z } from 'zod';
import { callGraph, readAs, type Graph, type NoAnswer } from '../graph/graph-call.js';
import { graphRecipient, type Recipient } from '../sending/graph-message.js';

/** A call to make. `sdpOffer` is the WebRTC offer (RFC 8866); `callbackId` comes back in every webhook of the call. */
export interface NewCall {
  phoneNumberId: string;
  to: Recipient;
  sdpOffer: string;
  callbackId: string;
}

/** What became of a call: `calling` it rings, webhooks tell the rest. `unknown` must not be repeated blindly. */
export type CallAnswer = { outcome: 'calling'; callId: string } | NoAnswer;

/** Whether the business may call a contact now, and whether it may ask for the permission. */
export type CallPermissionAnswer =
  { outcome: 'told'; permission: 'none' | 'temporary' | 'permanent'; mayCall: boolean; mayAsk: boolean } | NoAnswer;

const Calling = z.object({ calls: z.tuple([z.object({ id: z.string().min(1) })]).rest(z.unknown()) });
const Ended = z.object({ success: z.literal(true) });
const Permission = z.object({
  permission: z.object({ status: z.string() }),
  actions: z.array(z.object({ action_name: z.string(), can_perform_action: z.boolean() })).default([]),
});

/** https://developers.facebook.com/documentation/business-messaging/whatsapp/calling/business-initiated-calls */
export async function startCall(graph: Graph, call: NewCall): Promise<CallAnswer> {
  const body = {
    messaging_product: 'whatsapp',
    ...graphRecipient(call.to),
    action: 'connect',
    session: { sdp_type: 'offer', sdp: call.sdpOffer },
    biz_opaque_callback_data: call.callbackId,
  };
  const answer = await callGraph(graph, { method: 'POST', ownerId: call.phoneNumberId, path: 'calls', body });
  const calling = readAs(answer, Calling);
  return calling.outcome === 'read' ? { outcome: 'calling', callId: calling.body.calls[0].id } : calling;
}

/** Hangs up. Repeating it does no harm. */
export async function endCall(
  graph: Graph,
  { phoneNumberId, callId }: { phoneNumberId: string; callId: string },
): Promise<{ outcome: 'ended' } | NoAnswer> {
  const body = { messaging_product: 'whatsapp', call_id: callId, action: 'terminate' };
  const answer = await callGraph(graph, { method: 'POST', ownerId: phoneNumberId, path: 'calls', body });
  const ended = readAs(answer, Ended);
  return ended.outcome === 'read' ? { outcome: 'ended' } : ended;
}

/** https://developers.facebook.com/documentation/business-messaging/whatsapp/calling/user-call-permissions */
export async function callPermission(
  graph: Graph,
  { phoneNumberId, to }: { phoneNumberId: string; to: Recipient },
): Promise<CallPermissionAnswer> {
  const { to: phone, recipient } = graphRecipient(to) as { to?: string; recipient?: string };
  const query = new URLSearchParams(
    phone === undefined ? { recipient: recipient ?? '' } : { user_wa_id: phone.replace('+', '') },
  );
  const path = `call_permissions?${query.toString()}`;
  const told = readAs(await callGraph(graph, { method: 'GET', ownerId: phoneNumberId, path }), Permission);
  if (told.outcome !== 'read') return told;
  const { permission, actions } = told.body;
  const may = (name: string) =>
    actions.some(({ action_name, can_perform_action }) => action_name === name && can_perform_action);
  return {
    outcome: 'told',
    permission: permissionOf(permission.status),
    mayCall: may('start_call'),
    mayAsk: may('send_call_permission_request'),
  };
}

/** Words that nobody documented give no permission. */
function permissionOf(status: string): 'none' | 'temporary' | 'permanent' {
  return status === 'temporary' || status === 'permanent' ? status : 'none';
}
