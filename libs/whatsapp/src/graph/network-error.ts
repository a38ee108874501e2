/** Codes of Node and undici for a connection that never stood, so that no byte of the request was written. */
const neverConnected = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENETDOWN',
  'EADDRNOTAVAIL',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** A refused certificate ends the handshake, before the request. */
const refusedCertificate = /^(CERT_|ERR_TLS_|ERR_SSL_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH)/;

/** Whether an error of `fetch` proves that the request was not sent. Anything less is no proof. */
export function wasNothingSent(error: unknown): boolean {
  const { code, syscall } = (error as { cause?: { code?: unknown; syscall?: unknown } }).cause ?? {};
  if (typeof code !== 'string') return false;
  return neverConnected.has(code) || refusedCertificate.test(code) || (code === 'ETIMEDOUT' && syscall === 'connect');
}
