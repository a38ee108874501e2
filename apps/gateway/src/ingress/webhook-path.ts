/** Webhooks of connections begin with this. */
export const webhookPrefix = '/webhooks/';

/** Where the outside system of a connection sends its webhooks. */
export const webhookPathOf = ({ kind, id }: { kind: string; id: string }): string => `${webhookPrefix}${kind}/${id}`;

/** Whether a request brings a webhook, by its address. */
export const isWebhook = (url: string): boolean => url.startsWith('/ingress/') || url.startsWith(webhookPrefix);
