import { integrationEvent, IntegrationSecrets, IntegrationSettings, isAuthentic } from '@threadline/connectors';
import { readJson } from '../../http/json-body.js';
import { RequestProblem } from '../../http/problem.js';
import type { WebhookReader } from './webhook-reader.js';

const proofs = {
  standard_webhooks:
    'webhook-signature does not sign this id, time and body with the secret of the connection, or its time is past',
  bearer: 'Send the secret of the connection: Authorization: Bearer …',
} as const;

/** Webhooks of any other system, read as the settings of its connection say. */
export const integrationReader: WebhookReader = ({ id, settings: given, secrets }, { headers, rawBody, now }) => {
  const settings = IntegrationSettings.parse(given);
  const keys = secrets.map((each) => IntegrationSecrets.parse(each).secret);
  const request = { headers, rawBody };
  if (!isAuthentic(request, settings.auth, { secrets: keys, now }))
    throw new RequestProblem('bad_signature', proofs[settings.auth]);
  const event = integrationEvent(readJson(rawBody), settings, { request, receivedAt: now });
  return event && { source: `integration/${id}`, events: [event], refusesMisfits: true };
};
