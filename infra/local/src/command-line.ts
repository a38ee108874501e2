import { parseArgs } from 'node:util';
import { readEnv } from './env.schema.js';
import { portSettings } from './ports/port-plan.js';

/** What `npm start` was asked for. */
export interface StartOptions {
  /** End after the story. */
  readonly isOnce: boolean;
  readonly hasStory: boolean;
  readonly wantsHelp: boolean;
}

const defaults = readEnv({});
const portHelp = Object.entries(portSettings).map(([part, name]) => `  ${name.padEnd(32)} ${defaults[name]}  ${part}`);

export const startHelp = `npm start [-- options]   Threadline on this machine
  --once       end after the story: exit code 0 only if it went as it should
  --no-story   just run the system
  --help       this text

Ctrl-C stops everything; the next start finds the data again in .threadline/<profile>/.
THREADLINE_PROFILE chooses other data than those of profile "${defaults.THREADLINE_PROFILE}".
Own servers instead of embedded ones: DATABASE_URL, TEMPORAL_ADDRESS, KAFKA_BROKERS (comma list),
WHATSAPP_API_URL with WHATSAPP_ACCESS_TOKEN, WHATSAPP_APP_SECRET and WHATSAPP_VERIFY_TOKEN (without story).
SECRETS_KEYS (list of id:base64, the current one first) seals stored secrets; without it a key is made in the profile.
Ports:
${portHelp.join('\n')}`;

/** @throws Error naming an option that does not exist. */
export function parseStartOptions(args: readonly string[]): StartOptions {
  const { values } = parseArgs({
    args: [...args],
    options: { once: { type: 'boolean' }, 'no-story': { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
  });
  return { isOnce: values.once ?? false, hasStory: !values['no-story'], wantsHelp: values.help ?? false };
}
