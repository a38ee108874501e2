/** Kafka did not acknowledge in time. What was being sent may still arrive, so a retry may repeat it. */
export class KafkaUnavailable extends Error {
  readonly code = 'kafka_unavailable';

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'KafkaUnavailable';
  }
}

/** Kafka refused a message for good, such as one larger than it allows; sending it again does not help. */
export class MessageRefused extends Error {
  readonly code = 'message_refused';

  constructor(
    message: string,
    /** Kafka's name of the error, such as MESSAGE_TOO_LARGE. */
    readonly reason: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'MessageRefused';
  }
}

/** What a kafkajs error tells beyond its message. */
interface KafkaJsError extends Error {
  retriable?: boolean;
  type?: string;
  cause?: unknown;
}

/** Whether time may cure an error of kafkajs: connections, elections, retries that ran out. */
export function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { name, retriable, cause } = error as KafkaJsError;
  if (name === 'KafkaJSNumberOfRetriesExceeded' || retriable === true) return true;
  return cause !== undefined && cause !== error && isOutage(cause);
}

/** Kafka's name of an error, such as MESSAGE_TOO_LARGE, or the client's; that of the first cause when retries ran out. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'UNKNOWN';
  const { type, cause, name } = error as KafkaJsError;
  return type ?? (cause instanceof Error && cause !== error ? reasonOf(cause) : name);
}
