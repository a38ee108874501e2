import { Agent, buildConnector } from 'undici';
import { RefusedAddress, type AddressGuard } from './address-guard.js';

/** Longer than any sensible server's; a longer head ends the call. */
const maxHeaderBytes = 16 * 1024;

/**
 * Connections that the guard has let through, for undici's `fetch` and `request`. Every new connection is judged, those of
 * redirects too; one that is kept alive stays with the address it was judged by.
 */
export function guardedAgent(guard: AddressGuard, { connectTimeoutMs }: { connectTimeoutMs: number }): Agent {
  const anywhere = buildConnector({ timeout: connectTimeoutMs });
  const publicly = buildConnector({ timeout: connectTimeoutMs, lookup: guard.lookup });
  return new Agent({
    maxHeaderSize: maxHeaderBytes,
    connect: (options, callback) => {
      const port = Number(options.port || (options.protocol === 'https:' ? 443 : 80));
      if (guard.allows(options.hostname, port)) anywhere(options, callback);
      else if (guard.refusesLiteral(options.hostname)) callback(new RefusedAddress(), null);
      else publicly(options, callback);
    },
  });
}
