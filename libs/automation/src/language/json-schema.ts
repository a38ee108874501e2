import { z } from 'zod';
import { AutomationDefinition } from './definition.js';

type JsonSchema = z.core.JSONSchema.BaseSchema;

/** The JSON Schema of what an author writes, https://json-schema.org/draft/2020-12. It knows no rule across steps. */
export const automationJsonSchema = (): JsonSchema => ({
  title: 'Automation',
  ...z.toJSONSchema(AutomationDefinition, { io: 'input', override: tidy }),
});

/** JSON Schema knows lists of examples only, and every whole number of JSON is within these bounds. */
function tidy({ jsonSchema }: { jsonSchema: JsonSchema }): void {
  const { example, minimum, maximum } = jsonSchema;
  if (example !== undefined) {
    delete jsonSchema['example'];
    jsonSchema.examples = [example];
  }
  if (minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  if (maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
}
