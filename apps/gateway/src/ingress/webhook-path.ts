/** Webhooks of connections begin with this. */
export const webhookPrefix = '/webhooks/';

/** Where the outside system of a connection sends its webhooks. */
export const webhookPathOf = ({ kind, id }: { kind: string; id: string }): string => `${webhookPrefix}${kind}/${id}`;
