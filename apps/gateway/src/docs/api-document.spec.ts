import { expect, it } from '@jest/globals';
import type { OpenAPIObject } from '@nestjs/swagger';
import { CreateTemplate } from '@threadline/templates';
import { SaveContact } from '../api/contacts/contact.schemas.js';
import { documentOffline } from './document-offline.js';

const document = await documentOffline();
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  (['get', 'post', 'patch'] as const).flatMap((method) => {
    const operation = methods[method];
    return operation ? [{ name: `${method} ${path}`, method, operation }] : [];
  }),
);

it('documents the API alone, every route with a summary and a schema for each answer', () => {
  expect(operations.map(({ name }) => name)).toContain('post /v1/automations/{id}/publish');
  for (const { name, operation } of operations) {
    expect(name).toMatch(/ \/v1\//);
    expect(operation.summary).toBeTruthy();
    for (const [status, answer] of Object.entries(operation.responses))
      expect({ name, status, answer }).toMatchObject({ answer: { content: expect.anything() } });
  }
});

it('documents problems as problem documents, and 401 wherever a key is needed', () => {
  for (const { operation } of operations.filter(({ operation: { security } }) => security?.length !== 0))
    expect(operation.responses).toMatchObject({
      401: { content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } },
    });
});

it('refers to components that exist', () => {
  const names = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, ref]) => ref ?? '');
  expect(names).toContain('#/components/schemas/AutomationDefinition');
  const missing = names.filter((ref) => !(ref.replace('#/components/schemas/', '') in schemasOf(document)));
  expect(missing).toEqual([]);
});

it('lets every write carry an Idempotency-Key', () => {
  for (const { method, operation } of operations)
    expect(JSON.stringify(operation.parameters ?? []).includes('Idempotency-Key')).toBe(method !== 'get');
});

it.each([
  ['CreateTemplate', CreateTemplate],
  ['SaveContact', SaveContact],
])('shows an example of %s that the API takes', (name, schema) => {
  const { example } = schemasOf(document)[name] as { example?: unknown };
  expect(schema.safeParse(example).error).toBeUndefined();
});

function schemasOf({ components }: OpenAPIObject): Record<string, object> {
  return components?.schemas ?? {};
}
