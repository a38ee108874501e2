const megabyte = 1024 * 1024;

/** What clients may take of a gateway, be they slow, many or hostile. */
export interface HttpLimits {
  /** Milliseconds in which the headers of a request must have come. */
  headersMs: number;
  /** Milliseconds in which a request must have come as a whole. */
  requestMs: number;
  /** Milliseconds without a byte, in either direction, after which a connection is cut. */
  idleMs: number;
  /** How often connections are looked at for the two above, in milliseconds. */
  lookEveryMs: number;
  /** Bytes of address and headers. */
  headerBytes: number;
  connections: number;
  /** Bytes of all requests that are under way, webhooks apart from all others, so that neither takes the room of the other. */
  underWay: { webhooks: number; others: number };
}

/** A slow phone line sends a megabyte in half a minute; webhooks come from data centres. */
export const httpLimits: HttpLimits = {
  headersMs: 10_000,
  requestMs: 30_000,
  idleMs: 60_000,
  lookEveryMs: 1_000,
  headerBytes: 16 * 1024,
  connections: 4_000,
  // A thousand webhooks of usual sizes and some very large ones; a thousand small requests and some dozen large ones.
  underWay: { webhooks: 96 * megabyte, others: 64 * megabyte },
};

/** The longest body of a request. */
export const longestBody = megabyte;
/** WhatsApp batches up to 1,000 updates. https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/create-webhook-endpoint */
export const longestWebhook = 3 * megabyte;
