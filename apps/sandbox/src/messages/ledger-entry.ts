import type { CustomerAddress } from '../customers/customer.js';

/** A button that the customer sees; `kind` tells how a tap is reported. */
export interface TappableButton {
  kind: 'quick_reply' | 'button_reply' | 'list_reply';
  payload: string;
  title: string;
  description?: string;
}

/** What the customer sees of a message. */
export interface RenderedMessage {
  text: string;
  buttons: TappableButton[];
}

/** A status that was put on its way. */
export interface ReportedStatus {
  status: string;
  at: string;
}

/** A message that WhatsApp accepted: everything it was given, and what the customer sees of it. */
export interface LedgerEntry extends RenderedMessage {
  wamid: string;
  /** ISO 8601. */
  at: string;
  phoneNumberId: string;
  /** Phone in E.164 form, or the user id. */
  to: string;
  address: CustomerAddress;
  type: string;
  template?: { name: string; language: string; category: string };
  callbackId?: string;
  /** The body of the call, as it came. */
  request: unknown;
  statuses: ReportedStatus[];
}

/** How an address is shown. */
export const shown = (address: CustomerAddress): string => ('waId' in address ? `+${address.waId}` : address.userId);
