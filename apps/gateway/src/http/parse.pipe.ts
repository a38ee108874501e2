import { Injectable, type ArgumentMetadata, type PipeTransform } from '@nestjs/common';
import { pointer } from '@threadline/automation';
import { z } from 'zod';
import { RequestProblem } from './problem.js';

/** Parses what a route takes by the schema its decorator names. An id that is malformed names nothing, so it is not found. */
@Injectable()
export class ParsePipe implements PipeTransform {
  transform(value: unknown, { schema, type }: ArgumentMetadata): unknown {
    if (!(schema instanceof z.ZodType)) return value;
    const parsed = schema.safeParse(value);
    if (parsed.success) return parsed.data;
    if (type === 'param') throw new RequestProblem('not_found', 'There is nothing with this id');
    throw problemOf(parsed.error, type);
  }
}

function problemOf({ issues }: z.ZodError, type: ArgumentMetadata['type']): RequestProblem {
  const places = issues.map(({ path, code, message }) => ({ pointer: pointer(...path), code, message }));
  const named = places.map(({ pointer: place, message }) => `${place || '/'} ${message}`).join('; ');
  return type === 'query'
    ? new RequestProblem('invalid_query', `Parameters that are not valid: ${named}`, places)
    : new RequestProblem('invalid_body', `The body is not valid: ${named}`, places);
}
