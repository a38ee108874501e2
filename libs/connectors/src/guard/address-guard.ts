import { lookup as systemLookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { isPublicAddress } from './public-address.js';

/** A connection was refused before it was made: it would not have led into the public internet. Says nothing of what is where. */
export class RefusedAddress extends Error {
  readonly code = 'address_refused';

  constructor() {
    super('the address is not one of the public internet');
  }
}

export interface AddressGuardOptions {
  /** `host:port` as addresses name them, which may be called wherever they are. For development. */
  allowed?: readonly string[];
  /** Resolves names; the system's resolver unless told otherwise. */
  lookup?: typeof systemLookup;
}

/**
 * Keeps calls to addresses that users write inside the public internet. A name is judged by what it resolves to, all of it, and
 * the connection goes to the very addresses that were judged: a name that resolves to something else a moment later changes nothing.
 */
export class AddressGuard {
  private readonly allowed: ReadonlySet<string>;
  private readonly resolve: typeof systemLookup;

  constructor({ allowed = [], lookup = systemLookup }: AddressGuardOptions = {}) {
    this.allowed = new Set(allowed.map((host) => host.toLowerCase()));
    this.resolve = lookup;
  }

  /** Whether this host may be called wherever it is. */
  allows(host: string, port: number): boolean {
    return this.allowed.has(`${host.toLowerCase()}:${port}`);
  }

  /** Whether a host is an address, which nothing resolves, and not a public one. */
  refusesLiteral(host: string): boolean {
    const address = host.replace(/^\[(.*)\]$/, '$1');
    return isIP(address) !== 0 && !isPublicAddress(address);
  }

  /** Resolves a name for `net.connect`; fails when any of its addresses is not public. */
  readonly lookup: LookupFunction = (host, options, callback) => {
    this.resolve(host, { ...options, all: true }, (error, addresses) => {
      const [first] = addresses ?? [];
      if (error || !first) callback(error ?? new Error(`${host} has no address`), '');
      else if (!addresses.every(({ address }) => isPublicAddress(address))) callback(new RefusedAddress(), '');
      else if (options.all) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };
}
