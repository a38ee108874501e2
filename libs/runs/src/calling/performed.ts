import type { Call, CallEffect } from '@threadline/automation';

/** A call over HTTP to an address of the author's. */
export type PerformedCall = Extract<Call, { to: 'webhook' }>;

export const isWebhook = (call: Call): call is PerformedCall => call.to === 'webhook';

/** Whether a call is planned as a row and made. The others go through connections. */
export const isPerformed = ({ call }: CallEffect): boolean => isWebhook(call);
