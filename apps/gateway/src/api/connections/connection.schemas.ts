import { ConnectionChange, ConnectionKind, NewConnection, NewSecrets } from '@threadline/connections';
import { z } from 'zod';

export const CreateConnection = NewConnection.meta({
  id: 'CreateConnection',
  examples: [
    {
      kind: 'shopify',
      name: 'My shop',
      settings: { shopDomain: 'my-shop.myshopify.com', consentChannels: ['sms'] },
      secrets: { webhookSecret: 'client-secret-of-the-app' },
    },
    {
      kind: 'integration',
      name: 'CRM',
      settings: {
        auth: 'standard_webhooks',
        event: { path: 'type', types: { 'deal.won': 'integration.deal.won' } },
        id: 'id',
        time: 'createdAt',
        contact: { phone: 'person.phone', email: 'person.email', country: 'IT' },
        data: { dealId: 'deal.id', amount: 'deal.amount' },
      },
      secrets: { secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' },
    },
  ],
});
export type CreateConnection = z.infer<typeof CreateConnection>;

export const UpdateConnection = ConnectionChange.meta({
  id: 'UpdateConnection',
  examples: [{ kind: 'shopify', settings: { shopDomain: 'my-shop.myshopify.com', consentChannels: [] } }],
});
export type UpdateConnection = z.infer<typeof UpdateConnection>;

export const ReplaceSecrets = NewSecrets.meta({
  id: 'ReplaceSecrets',
  examples: [{ kind: 'shopify', secrets: { webhookSecret: 'the-next-client-secret' }, previousValidForSeconds: 3600 }],
});
export type ReplaceSecrets = z.infer<typeof ReplaceSecrets>;

export const Connection = z
  .object({
    id: z.uuid(),
    kind: ConnectionKind,
    name: z.string(),
    settings: z.record(z.string(), z.unknown()).describe('As they were given; secrets are not among them'),
    webhookPath: z.string().describe('Where the outside system sends its webhooks, behind the address of this gateway'),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
    rotatedAt: z.iso.datetime().nullable().describe('When its secrets were last replaced'),
    revokedAt: z.iso.datetime().nullable().describe('Since when nothing from there is taken'),
  })
  .meta({ id: 'Connection' });
export type Connection = z.infer<typeof Connection>;
