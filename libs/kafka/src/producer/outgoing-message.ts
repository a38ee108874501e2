import type { IHeaders } from 'kafkajs';

/** Headers as Kafka carries them: bytes or text, several under one name possible. */
export type MessageHeaders = Readonly<IHeaders>;

/** A message to send. Messages with the same key keep their order; without a key any partition will do. */
export interface OutgoingMessage {
  key: string | Buffer | null;
  value: string | Buffer | null;
  headers?: MessageHeaders;
}

const overheadBytes = 100;

/** About how many bytes a message takes in a request. */
export function bytesOf({ key, value, headers = {} }: OutgoingMessage): number {
  const inHeaders = Object.entries(headers)
    .flatMap(([name, content]) => [name, ...[content ?? ''].flat()])
    .reduce((sum, part) => sum + Buffer.byteLength(part), 0);
  return overheadBytes + Buffer.byteLength(key ?? '') + Buffer.byteLength(value ?? '') + inHeaders;
}
