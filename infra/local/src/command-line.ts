import { parseArgs } from 'node:util';

/** What `npm start` was asked for. */
export interface StartOptions {
  /** End after the story. */
  readonly isOnce: boolean;
  readonly hasStory: boolean;
  readonly wantsHelp: boolean;
}

export const startHelp = `npm start [-- options]   Threadline on this machine
  --once       end after the story: exit code 0 only if it went as it should
  --no-story   just run the system
  --help       this text

Ctrl-C stops everything; the next start finds the data again (.threadline/<profile>/).
Own servers instead of embedded ones: DATABASE_URL, TEMPORAL_ADDRESS, KAFKA_BROKERS (comma list),
WHATSAPP_API_URL with WHATSAPP_ACCESS_TOKEN, WHATSAPP_APP_SECRET and WHATSAPP_VERIFY_TOKEN (without story).
Other ports: THREADLINE_GATEWAY_PORT (3000), THREADLINE_WORKER_PORT (3001), THREADLINE_SANDBOX_PORT (3002),
THREADLINE_POSTGRES_PORT (5433), THREADLINE_KAFKA_PORT (9092), THREADLINE_KAFKA_CONTROLLER_PORT (9093),
THREADLINE_TEMPORAL_PORT (7233), THREADLINE_TEMPORAL_UI_PORT (8233). Other data: THREADLINE_PROFILE (default).
`;

/** @throws Error naming an option that does not exist. */
export function parseStartOptions(args: readonly string[]): StartOptions {
  const { values } = parseArgs({
    args: [...args],
    options: { once: { type: 'boolean' }, 'no-story': { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
  });
  return { isOnce: values.once ?? false, hasStory: !values['no-story'], wantsHelp: values.help ?? false };
}
