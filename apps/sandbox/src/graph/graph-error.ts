/** Title and HTTP status of the errors this sandbox gives by itself; any other code may be ordered by control. */
const known: Readonly<Record<number, { title: string; status?: number }>> = {
  1: { title: 'API Unknown', status: 500 },
  2: { title: 'API Service', status: 503 },
  4: { title: 'API Too Many Calls' },
  33: { title: 'Parameter value is not valid' },
  100: { title: 'Invalid parameter' },
  190: { title: 'Access token has expired', status: 401 },
  2500: { title: 'Unknown path components', status: 404 },
  130429: { title: 'Rate limit hit' },
  613: { title: 'Fetch Call Permission For Consumer Phone Number API Limit Hit', status: 429 },
  131000: { title: 'Something went wrong', status: 500 },
  131008: { title: 'Required parameter is missing' },
  131009: { title: 'Parameter value is not valid' },
  131016: { title: 'Service unavailable', status: 503 },
  131021: { title: 'Recipient cannot be sender' },
  131026: { title: 'Message undeliverable' },
  131047: { title: 'Re-engagement message' },
  131049: { title: 'Meta chose not to deliver' },
  131050: { title: 'User has stopped marketing messages' },
  131051: { title: 'Unsupported message type' },
  131053: { title: 'Media upload error' },
  131056: { title: '(Business Account, Consumer Account) pair rate limit hit' },
  132000: { title: 'Template Param Count Mismatch' },
  132001: { title: 'Template does not exist', status: 404 },
  132005: { title: 'Template Hydrated Text Too Long' },
  132012: { title: 'Template Parameter Format Mismatch' },
  132015: { title: 'Template is Paused' },
  132016: { title: 'Template is Disabled' },
  132018: { title: 'Template Parameter Issue' },
  138001: { title: 'Receiver Uncallable' },
  138002: { title: 'Concurrent Calls limit', status: 429 },
  138003: { title: 'Duplicate call' },
  138006: { title: 'No approved call permission found', status: 401 },
  138009: { title: 'Call Permission Request Limit Hit' },
  138012: { title: 'Business Initiated Calls Limit Hit' },
  138017: { title: "Call permission request can't be sent because a permanent permission already exists" },
  138019: { title: 'Call setup failed' },
};

/** The short name WhatsApp gives an error. */
export const titleOf = (code: number): string => known[code]?.title ?? `Error ${code}`;

/**
 * An error as the Graph API answers it. Meta documents no HTTP status per code; clients are told to read the code.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes, …/calling/troubleshooting
 */
export class GraphError extends Error {
  readonly status: number;

  constructor(
    readonly code: number,
    readonly details: string,
    readonly subcode?: number,
  ) {
    super(`(#${code}) ${titleOf(code)}`);
    this.name = 'GraphError';
    this.status = known[code]?.status ?? 400;
  }

  /** The body of the answer. */
  body(traceId: string): object {
    return {
      error: {
        message: this.message,
        type: 'OAuthException',
        code: this.code,
        ...(this.subcode !== undefined && { error_subcode: this.subcode }),
        error_data: { messaging_product: 'whatsapp', details: this.details },
        fbtrace_id: traceId,
      },
    };
  }
}
