import { rotateSecrets } from '@threadline/connections';
import { loadEnv, SecretBox } from '@threadline/platform';
import { parseArgs } from 'node:util';
import { Env } from '../env.schema.js';
import { Failed, type Command } from './command.js';
import { withDatabase } from './with-database.js';

/** Brings stored secrets under the current key. */
export const rotateSecretsCommand: Command = {
  name: 'rotate-secrets',
  help: `rotate-secrets

Seals every stored secret with the first key of SECRETS_KEYS. To replace a key: put the new one before it, start every gateway
and worker with that, run this, take the old key away. It may be broken off and run again at any time.`,

  async run(args) {
    parseArgs({ args, options: {} });
    const box = new SecretBox(loadEnv(Env.pick({ SECRETS_KEYS: true })).SECRETS_KEYS);
    const { resealed, unopenable } = await withDatabase((dataSource) => rotateSecrets(dataSource, box));
    const done = `${resealed} secrets are now sealed with the key ${box.currentKeyId}`;
    if (unopenable.length > 0)
      throw new Failed(`${done}, but ${unopenable.length} do not open:\n${unopenable.join('\n')}`);
    return `${done}; no other key is in use\n`;
  },
};
