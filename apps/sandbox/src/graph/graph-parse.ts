import type { z } from 'zod';
import { GraphError } from './graph-error.js';

/**
 * Parses a request body. What is missing is 131008, what is too long 100, any other bad value 131009; some parts of the API have
 * one `code` for all of it.
 * @throws {GraphError} naming the parameter.
 */
export function graphParse<S extends z.ZodType>(schema: S, body: unknown, code?: number): z.infer<S> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const parameter = issue?.path.map(String).join('.') || 'body';
  if (issue !== undefined && isMissing(body, issue.path))
    throw new GraphError(code ?? 131008, `${parameter} is missing`);
  throw new GraphError(
    code ?? (issue?.code === 'too_big' ? 100 : 131009),
    `${parameter}: ${issue?.message ?? 'not valid'}`,
  );
}

function isMissing(body: unknown, path: readonly PropertyKey[]): boolean {
  let value = body;
  for (const part of path) {
    if (typeof value !== 'object' || value === null) return false;
    value = (value as Record<PropertyKey, unknown>)[part];
  }
  return value === undefined;
}
