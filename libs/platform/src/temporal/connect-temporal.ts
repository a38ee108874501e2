import { Client, Connection } from '@temporalio/client';

/** gRPC waits up to 9 s before it tries a returned server again; with these bounds it takes about half a second. */
export const reconnectQuickly = { 'grpc.initial_reconnect_backoff_ms': 100, 'grpc.max_reconnect_backoff_ms': 500 };

const defaultDeadlineMs = 5_000;

/** A Temporal client. It connects at its first call, so that an app starts while the server is away. */
export function connectTemporal({ address, namespace }: { address: string; namespace: string }): Client {
  return new Client({ connection: Connection.lazy({ address, channelArgs: reconnectQuickly }), namespace });
}

/** Bounds a call to Temporal, which otherwise blocks about 21 s while the server is away; over time it rejects. */
export function withDeadline<T>(client: Client, call: () => Promise<T>, ms = defaultDeadlineMs): Promise<T> {
  return client.connection.withDeadline(Date.now() + ms, call);
}

/** Resolves when the server answers. For health checks. */
export async function pingTemporal(client: Client): Promise<void> {
  await withDeadline(client, () => client.workflowService.getSystemInfo({}), 1_500);
}
