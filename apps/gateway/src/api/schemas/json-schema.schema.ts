import { z } from 'zod';

/** A JSON Schema, https://json-schema.org/draft/2020-12. */
export const JsonSchema = z
  .looseObject({ $schema: z.string(), title: z.string(), $defs: z.record(z.string(), z.unknown()) })
  .meta({ id: 'JsonSchema', description: 'A JSON Schema of draft 2020-12.' });
