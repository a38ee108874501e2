import { Ajv, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A JSON schema as OpenAPI 3.0 writes it. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly nullable?: boolean;
  readonly example?: unknown;
  readonly pattern?: string;
  readonly format?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
}

type Content = Readonly<Record<string, { readonly schema: Schema }>>;

export interface Parameter {
  readonly name: string;
  readonly in: 'query' | 'path' | 'header';
  readonly schema: Schema;
}

/** What can be asked for at one address, as the document says. */
export interface Operation {
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly Parameter[];
  readonly body: Schema | undefined;
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>;
  readonly isPublic: boolean;
}

interface WrittenOperation {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Operation['responses'];
  readonly security?: readonly unknown[];
}

interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, WrittenOperation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

const file = join(import.meta.dirname, '../../../openapi.json');

/** The document of the API as it is committed, to ask by and to hold answers to. */
export class ApiDocument {
  private readonly document = JSON.parse(readFileSync(file, 'utf8')) as OpenApi;
  private readonly ajv = formats.default(new Ajv({ strict: false, allErrors: false, validateFormats: true }));
  private readonly compiled = new Map<Schema, ValidateFunction>();

  constructor() {
    this.ajv.addSchema({ $id: 'api', ...(plain(this.document) as object) });
  }

  get operations(): Operation[] {
    return Object.entries(this.document.paths).flatMap(([path, operations]) =>
      Object.entries(operations).map(([method, operation]) => ({
        method: method.toUpperCase(),
        path,
        parameters: operation.parameters ?? [],
        body: operation.requestBody && Object.values(operation.requestBody.content)[0]?.schema,
        responses: operation.responses,
        isPublic: operation.security?.length === 0,
      })),
    );
  }

  /** A schema without `$ref` at its top. */
  resolved(schema: Schema): Schema {
    if (schema.$ref === undefined) return schema;
    const { $ref, ...own } = schema;
    return { ...this.resolved(this.document.components.schemas[$ref.split('/').at(-1) ?? ''] ?? {}), ...own };
  }

  /** What is wrong with a value by a schema of this document; undefined when nothing is. */
  problemOf(value: unknown, schema: Schema): string | undefined {
    const validate = this.compiled.get(schema) ?? this.ajv.compile(plain(schema) as object);
    this.compiled.set(schema, validate);
    return validate(value) ? undefined : this.ajv.errorsText(validate.errors);
  }
}

/** As JSON schema writes it: OpenAPI 3.0 has a word of its own for null, and references within the document. */
function plain(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(plain);
  if (typeof part !== 'object' || part === null) return part;
  const { nullable, $ref, example: _, ...own } = part as Record<string, unknown>;
  const words = Object.fromEntries(Object.entries(own).map(([word, value]) => [word, plain(value)]));
  const referred = typeof $ref === 'string' ? { allOf: [{ $ref: $ref.replace('#', 'api#') }] } : {};
  const schema = { ...words, ...referred };
  return nullable === true ? { anyOf: [schema, { type: 'null' }] } : schema;
}
