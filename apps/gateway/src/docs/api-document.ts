import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { AutomationDefinition } from '@threadline/automation';
import { z } from 'zod';
import { SimulationRequest } from '../api/simulations/simulation.schemas.js';
import { problemMediaType } from '../http/problem.js';
import { tidySchema } from './tidy-schema.js';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;
type Schemas = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>;

const idempotencyKey: NonNullable<Operation['parameters']>[number] = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description: 'Repeated with the same key within 24 hours, the same request gets the same answer and changes nothing',
  schema: { type: 'string', minLength: 1, maxLength: 255 },
};

const about = `Contact automations on WhatsApp. Every route under \`/v1\` takes an API key: \`Authorization: Bearer tl_…\`.

Errors are problem documents (RFC 9457) that name the place and the way out. Lists come newest first, in pages: send \`nextCursor\`
as \`cursor\` to get the next one. Writes take an \`Idempotency-Key\`: repeated with it within 24 hours, the same request gets the
same answer (\`Idempotency-Replayed: true\`) and changes nothing.`;

/**
 * One rendering for what is sent and what is told, so that a schema used for both has one component. Ours have no defaults or
 * transformations in what is told, so the input's side is right for both.
 */
function convert(schema: unknown) {
  if (!(schema instanceof z.ZodType)) return undefined;
  const { definitions = {}, ...rest } = z.toJSONSchema(schema, {
    target: 'openapi-3.0',
    io: 'input',
    override: tidySchema,
  });
  return { schema: rest, components: definitions as Record<string, z.core.JSONSchema.BaseSchema> };
}

/** The OpenAPI document of the API, from the routes and their schemas. */
export function apiDocument(app: INestApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle('Threadline')
    .setDescription(about)
    .setVersion('1')
    .addBearerAuth({ type: 'http', description: 'An API key, `tl_…`' })
    .addSecurityRequirements('bearer')
    .build();
  const document = SwaggerModule.createDocument(app, config, {
    standardSchemaConverter: convert,
    operationIdFactory: (controller, method) => `${controller.replace(/Controller$/, '')}_${method}`,
  });
  const paths = Object.entries(document.paths).filter(([path]) => path.startsWith('/v1/'));
  for (const [, path] of paths) {
    for (const operation of [path.get, path.post, path.put, path.patch, path.delete]) describeAnswers(operation);
    for (const operation of [path.post, path.patch]) operation?.parameters?.push(idempotencyKey);
  }
  return { ...document, paths: Object.fromEntries(paths), components: withLanguage(document.components) };
}

/** Problems are sent as what they are, and every answer has a description. */
function describeAnswers(operation: Operation | undefined): void {
  for (const [status, response] of Object.entries(operation?.responses ?? {})) {
    if (!response || '$ref' in response) continue;
    if (response.description === '') response.description = 'Done';
    const json = response.content?.['application/json'];
    if (Number(status) >= 400 && json) response.content = { [problemMediaType]: json };
  }
}

/** Adds the language of automations, which routes refer to by name. */
function withLanguage(components: OpenAPIObject['components']): OpenAPIObject['components'] {
  const language = { ...convert(AutomationDefinition)?.components, ...convert(SimulationRequest)?.components };
  const schemas = Object.entries({ ...components?.schemas, ...language }).sort(([a], [b]) => (a < b ? -1 : 1));
  const text = JSON.stringify(Object.fromEntries(schemas)).replaceAll('#/definitions/', '#/components/schemas/');
  return { ...components, schemas: JSON.parse(text) as Schemas };
}
