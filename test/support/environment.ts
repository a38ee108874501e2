type Name =
  'GATEWAY_URL' | 'KAFKA_BROKERS' | 'DATABASE_URL' | 'TEMPORAL_ADDRESS' | 'SANDBOX_URL' | 'WHATSAPP_APP_SECRET';

/** Where the stack under test is. @throws Error when the spec was not started by `npm test`. */
export function environment(name: Name): string {
  const value = process.env[name];
  if (value === undefined || value === '') throw new Error(`${name} is not set: run the specs through npm test`);
  return value;
}
