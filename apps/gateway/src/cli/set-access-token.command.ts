import { keepNumberSecrets } from '@threadline/persistence';
import { loadEnv, SecretBox } from '@threadline/platform';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { Env } from '../env.schema.js';
import { Failed, Misused, type Command } from './command.js';
import { withDatabase } from './with-database.js';

const options = { 'phone-number-id': { type: 'string' } } as const;
const TokenEnv = Env.pick({ SECRETS_KEYS: true }).extend({ ACCESS_TOKEN: z.string().min(1) });

/** Keeps the access token of one number. */
export const setAccessTokenCommand: Command = {
  name: 'set-access-token',
  help: `set-access-token --phone-number-id 100000000000001

Keeps the access token of a number, sealed, instead of WHATSAPP_ACCESS_TOKEN; it is used from the next call on. The token comes
from the variable ACCESS_TOKEN, so that it stands in no list of processes.`,

  async run(args) {
    const { values } = parseArgs({ args, options });
    const phoneNumberId = values['phone-number-id'];
    if (phoneNumberId === undefined) throw new Misused('--phone-number-id is missing.');
    const { ACCESS_TOKEN: accessToken, SECRETS_KEYS } = loadEnv(TokenEnv);
    const box = new SecretBox(SECRETS_KEYS);
    const isKept = await withDatabase(({ manager }) =>
      keepNumberSecrets(manager, box, { phoneNumberId, change: { accessToken } }),
    );
    if (!isKept) throw new Failed(`there is no number ${phoneNumberId}`);
    return `number ${phoneNumberId} has an access token of its own\n`;
  },
};
