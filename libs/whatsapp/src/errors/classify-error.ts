import { errorTable, missingPermission, templateProblems, type ErrorMeaning } from './error-table.js';
import type { GraphErrorBody } from './graph-error-body.js';

/** An error of WhatsApp with its meaning. `details` and `traceId` are Meta's, for whoever asks their support. */
export interface ClassifiedError extends ErrorMeaning {
  code: number;
  subcode?: number;
  details?: string;
  traceId?: string;
}

/** What a code means, wherever it came from: the answer to a call or a `failed` status. Codes nobody documented are `unknown`. */
export function meaningOf(code: number, subcode?: number): ErrorMeaning {
  const meaning = (Object.hasOwn(errorTable, code) && errorTable[code]) || undocumented(code);
  const words = code === 100 && subcode !== undefined ? templateProblems[subcode] : undefined;
  return words === undefined ? meaning : { ...meaning, words };
}

/** Reads an error answer by its code. */
export function classifyError({ error }: GraphErrorBody): ClassifiedError {
  const details = error.error_data?.details ?? error.error_user_msg ?? error.message;
  return {
    code: error.code,
    ...meaningOf(error.code, error.error_subcode),
    ...(error.error_subcode !== undefined && { subcode: error.error_subcode }),
    ...(details !== undefined && { details }),
    ...(error.fbtrace_id !== undefined && { traceId: error.fbtrace_id }),
  };
}

const undocumented = (code: number): ErrorMeaning =>
  code >= 200 && code <= 299
    ? missingPermission
    : { class: 'unknown', words: `WhatsApp failed with the unknown code ${code}` };
