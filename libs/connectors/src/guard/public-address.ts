import ipaddr from 'ipaddr.js';

/** Addresses of the public range that clouds answer themselves, to the machine that asks: Azure's WireServer. */
const ofClouds: ReadonlySet<string> = new Set(['168.63.129.16']);

/** The only IPv6 addresses of the public internet: https://www.iana.org/assignments/ipv6-address-space */
const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3');

/**
 * Whether an IP address belongs to the public internet: not to this machine, its networks, a cloud's metadata service, or a range
 * set apart for something else. An IPv4 address inside an IPv6 one is judged as the IPv4 address. What is no address is not public.
 */
export function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text)) return false;
  const address = ipaddr.process(text);
  if (address instanceof ipaddr.IPv6 && !address.match(globalUnicast)) return false;
  return address.range() === 'unicast' && !ofClouds.has(address.toString());
}
