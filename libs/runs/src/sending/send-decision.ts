import type { SendMessageResult } from '@threadline/contracts';
import { meaningOf } from '@threadline/whatsapp';
import type { Later } from './settlements.js';

/** What became of one attempt to send a message, in words of a bounded number. */
export interface SendDecision {
  decision: SendMessageResult['outcome'] | 'later';
  /** `none` when it went out. */
  reason: string;
}

/** Reasons of our own; every other is WhatsApp's, and told by its class. */
const ownReasons: ReadonlySet<string> = new Set([
  'blocked',
  'opted_out',
  'human_owner',
  'capped',
  'quiet_hours',
  'window_closed',
  'not_sendable',
  'template_pending',
  'exited',
  'unknown_outcome',
  'number_busy',
  'behind_another',
  'file_under_way',
  'file_renewed',
  'file_not_loaded',
  'provider_unreachable',
  'stood_still',
  'nothing_to_react_to',
  'template_too_long',
]);

export const decisionOfResult = (result: SendMessageResult): SendDecision => ({
  decision: result.outcome,
  reason: result.reason === undefined ? 'none' : boundedReason(result.reason),
});

export const decisionOfLater = ({ reason }: Later): SendDecision => ({
  decision: 'later',
  reason: boundedReason(reason),
});

function boundedReason(reason: string): string {
  if (ownReasons.has(reason)) return reason;
  return /^\d{1,9}$/.test(reason) ? meaningOf(Number(reason)).class : 'whatsapp';
}
