import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc, { type Arbitrary } from 'fast-check';
import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ApiDocument, type Operation, type Parameter } from '../testing/generated/document.js';
import { spoilt, Values } from '../testing/generated/values.js';
import { oneOfEach, type Resource } from '../testing/one-of-each.js';
import {
  aWorkspace,
  startGateway,
  type Answer,
  type TestGateway,
  type TestWorkspace,
} from '../testing/test-gateway.js';

const seed = 20_261_121;
const timesEach = 12;
const document = new ApiDocument();
const values = new Values(document);

let gateway: TestGateway;
let whatsApp: Server;

beforeAll(async () => {
  whatsApp = createServer((_request, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ id: String(Date.now()), status: 'PENDING', category: 'UTILITY', data: [] }));
  });
  await new Promise<void>((resolve) => whatsApp.listen(0, '127.0.0.1', resolve));
  gateway = await startGateway({
    GATEWAY_ROLES: 'api',
    DATABASE_URL: process.env['DATABASE_URL'] ?? '',
    KAFKA_BROKERS: process.env['KAFKA_BROKERS'] ?? '',
    TEMPORAL_ADDRESS: process.env['TEMPORAL_ADDRESS'] ?? '',
    WHATSAPP_API_URL: `http://127.0.0.1:${(whatsApp.address() as AddressInfo).port}`,
  });
});
afterAll(async () => {
  await gateway.close();
  whatsApp.close();
});

/** A request, good or spoilt, as far as the document can say. */
interface Asked {
  readonly path: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, unknown>>;
  readonly headers: Record<string, string>;
  readonly body: unknown;
}

const noIds = ['not-an-id', "1'or'1'='1", '%00', '…', 'x'.repeat(90)];
const noQuery = ['', '0', '-1', 'x', '9'.repeat(30), '%00', "'; drop table run", 'null'];

/** Ids of what is there first: most requests shall reach something. */
const idOf = (resource: Record<Resource, string>) => (parameter: string, path: string) => {
  const about = /^\/v1\/([a-z-]+)s\//.exec(path)?.[1]?.replace('dead-letter', 'deadLetter');
  const known = parameter === 'contactId' ? resource.contact : resource[about as Resource];
  const there = parameter === 'name' ? fc.constantFrom('birthday', 'a_name') : fc.constant(known ?? randomUUID());
  return fc.oneof({ weight: 6, arbitrary: there }, fc.uuid(), fc.constantFrom(...noIds));
};

function requestsFor(operation: Operation, ids: Record<Resource, string>): Arbitrary<Asked> {
  const of = (place: Parameter['in'], value: (parameter: Parameter) => Arbitrary<unknown>) =>
    Object.fromEntries(operation.parameters.filter((one) => one.in === place).map((one) => [one.name, value(one)]));
  const maybe = (fields: Record<string, Arbitrary<unknown>>) => fc.record(fields, { requiredKeys: [] });
  const good = operation.body && values.ofBody(operation.body);
  return fc.record({
    path: fc.record(of('path', ({ name }) => idOf(ids)(name, operation.path))),
    query: fc.oneof(
      fc.constant({}),
      maybe(of('query', ({ schema }) => fc.oneof(values.of(schema), fc.constantFrom(...noQuery)))),
    ),
    headers: maybe(of('header', () => fc.uuid())),
    body: good ? fc.oneof({ weight: 2, arbitrary: good }, spoilt(good)) : fc.constant(undefined),
  }) as Arbitrary<Asked>;
}

function ask({ method, path }: Operation, { apiKey }: TestWorkspace, asked: Asked): Promise<Answer> {
  const address = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(asked.path[name] ?? ''));
  const query = new URLSearchParams(
    Object.entries(asked.query).map(([name, value]): [string, string] => [name, String(value)]),
  );
  return gateway.call(method, `${address}?${query.toString()}`, {
    ...(asked.body !== undefined && { body: JSON.stringify(asked.body) }),
    headers: { authorization: `Bearer ${apiKey}`, ...asked.headers },
  });
}

/** Routes that take anything and tell what is wrong with it. */
const verdicts = ['/v1/automations/validate'];

/** How an answer differs from what the document says; undefined when it does not. */
function surprise({ path, responses, body: taken }: Operation, asked: Asked, answer: Answer): string | undefined {
  const documented = responses[String(answer.status)];
  if (answer.status >= 500 || !documented) return `answered ${answer.status}: ${answer.text.slice(0, 500)}`;
  const isRefused = answer.status >= 400;
  const wrong = taken && asked.body !== undefined ? document.problemOf(asked.body, taken) : undefined;
  if (wrong !== undefined && !isRefused && !verdicts.includes(path)) return `took a body that is wrong: ${wrong}`;
  const [type, content] = Object.entries(documented.content ?? {})[0] ?? [];
  if (!type || !content) return answer.text === '' ? undefined : `answered with a body: ${answer.text.slice(0, 200)}`;
  if (!answer.headers.get('content-type')?.startsWith(type)) return `answered ${answer.headers.get('content-type')}`;
  const misfit = document.problemOf(answer.body, content.schema);
  return (
    misfit &&
    `answered ${answer.status} with a body that is not as documented: ${misfit} in ${answer.text.slice(0, 500)}`
  );
}

const reached = new Set<Operation>();
/** What needs more than one of each thing, or a body that only fits as a whole. */
const unreachable = [
  'GET /v1/calendar',
  'POST /v1/conversations/{id}/take-over',
  'POST /v1/messages/{id}/settle',
  'PUT /v1/numbers/{phoneNumberId}/secrets',
  'POST /v1/simulations',
];

describe('every answer is one that the document knows, whatever is asked', () => {
  const operations = document.operations.map((each): [string, Operation] => [`${each.method} ${each.path}`, each]);

  it.each(operations)('%s', async (_, operation) => {
    const workspace = await aWorkspace(gateway);
    const ids = await oneOfEach(gateway, workspace);
    const surprises: string[] = [];
    for (const asked of fc.sample(requestsFor(operation, ids), { numRuns: timesEach, seed })) {
      const answer = await ask(operation, workspace, asked);
      if (answer.status < 300) reached.add(operation);
      const found = surprise(operation, asked, answer);
      if (found !== undefined) surprises.push(`${found}\n  asked ${JSON.stringify(asked).slice(0, 1_500)}`);
    }
    expect(surprises).toEqual([]);
  });

  it('and it was asked well enough for all but these to do what they are for', () => {
    const unreached = operations.filter(([, operation]) => !reached.has(operation)).map(([name]) => name);
    expect(unreached).toEqual(unreachable);
  });
});
