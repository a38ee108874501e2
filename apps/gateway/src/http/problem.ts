import { z } from 'zod';

/** One place in a request that is wrong, and what to do about it. */
export const ProblemPlace = z
  .object({
    pointer: z
      .string()
      .describe(
        'JSON pointer into the body, into the definition when one was sent, or `/` and the name of a parameter',
      ),
    code: z.string(),
    message: z.string(),
    fix: z.string().optional(),
  })
  .meta({ id: 'ProblemPlace' });
export type ProblemPlace = z.infer<typeof ProblemPlace>;

/** Why a request was not answered, by RFC 9457. */
export const Problem = z
  .object({
    type: z.string().describe('`urn:threadline:problem:` and the code'),
    title: z.string().describe('The kind of problem in words'),
    status: z.number().int(),
    detail: z.string().describe('This occurrence in words, and the way out'),
    code: z.string().describe('The kind of problem, for programs'),
    errors: z.array(ProblemPlace).optional().describe('Every place that is wrong'),
  })
  .meta({
    id: 'Problem',
    description: 'A problem document (RFC 9457), sent as `application/problem+json`.',
    examples: [
      {
        type: 'urn:threadline:problem:not_publishable',
        title: 'The draft has errors',
        status: 422,
        detail: 'The draft has errors and cannot be published',
        code: 'not_publishable',
        errors: [
          {
            pointer: '/steps/remind/next',
            code: 'unknown_step',
            message: 'leads to "answr", which is no step',
            fix: 'Name an existing step, or null to end the path here.',
          },
        ],
      },
    ],
  });
export type Problem = z.infer<typeof Problem>;

/** The media type of problem documents. */
export const problemMediaType = 'application/problem+json';

/** Status and title of every kind of problem, those of the features' errors included. */
export const problemKinds = {
  invalid_json: [400, 'The body is not usable JSON'],
  invalid_request: [400, 'The request is not well formed'],
  invalid_query: [400, 'A parameter is not valid'],
  invalid_idempotency_key: [400, 'The Idempotency-Key is not valid'],
  unreadable_webhook: [400, 'The body is no such webhook'],
  unauthenticated: [401, 'A valid API key is needed'],
  bad_signature: [401, 'The signature does not fit the body'],
  read_only_key: [403, 'The API key may only read'],
  role_not_allowed: [403, 'The role of the API key may not do this'],
  chat_not_assigned: [403, 'The chat is not assigned to the operator'],
  verification_failed: [403, 'The verify token is wrong'],
  not_found: [404, 'There is nothing at this address'],
  automation_not_found: [404, 'There is no such automation'],
  calendar_not_found: [404, 'There is no calendar'],
  version_not_found: [404, 'The automation has no such version'],
  connection_not_found: [404, 'There is no such connection'],
  number_not_found: [404, 'The workspace has no such number'],
  template_not_found: [404, 'There is no such template'],
  conversation_not_found: [404, 'There is no such chat'],
  contact_not_found: [404, 'There is no such contact'],
  unknown_contact: [404, 'There is no such contact'],
  list_not_found: [404, 'There is no such list'],
  dead_letter_not_found: [404, 'There is no such dead letter'],
  message_not_found: [404, 'There is no such message'],
  run_not_found: [404, 'There is no such run'],
  dead_letter_cut: [409, 'The message was not kept as a whole'],
  dead_letters_changed: [409, 'The number of dead letters has changed'],
  kept_by_setting: [409, 'The automation follows a setting'],
  stale_draft: [409, 'The draft was changed meanwhile'],
  field_type_fixed: [409, 'The field has another type'],
  phrase_taken: [409, 'The phrase starts another automation'],
  never_published: [409, 'The automation was never published'],
  automation_not_enabled: [409, 'The automation is not enabled'],
  no_manual_trigger: [409, 'The automation has no manual trigger'],
  connection_exists: [409, 'Another connection has the name'],
  connection_of_other_kind: [409, 'The connection is of another kind'],
  template_exists: [409, 'The template exists already'],
  template_name_locked: [409, 'The name of the template is not free yet'],
  template_locked: [409, 'The template cannot be changed now'],
  template_edited_too_often: [409, 'The template was edited too often'],
  no_number: [409, 'The workspace has no WhatsApp number'],
  not_to_settle: [409, 'There is nothing to settle'],
  request_in_progress: [409, 'The same request is still under way'],
  request_timeout: [408, 'The request came too slowly'],
  body_too_large: [413, 'The body is too large'],
  unsupported_media_type: [415, 'Bodies are JSON'],
  headers_too_large: [431, 'The headers are too large'],
  invalid_body: [422, 'The body is not valid'],
  confirmation_refused: [422, 'The template cannot confirm an opt-out'],
  unknown_operator: [422, 'There is no such operator'],
  invalid_definition: [422, 'The definition is not valid'],
  invalid_simulation: [422, 'The simulation is not valid'],
  simulation_too_large: [422, 'The simulation takes too much'],
  not_publishable: [422, 'The draft has errors'],
  unmapped_webhook: [422, 'The settings of the connection do not fit the body'],
  template_refused: [422, 'WhatsApp refuses the template'],
  idempotency_key_reused: [422, 'The Idempotency-Key was used for another request'],
  internal: [500, 'Something went wrong on our side'],
  whatsapp_unavailable: [503, 'WhatsApp does not answer'],
  kafka_unavailable: [503, 'Events cannot be taken now'],
  unavailable: [503, 'The service is not available now'],
} as const satisfies Record<string, readonly [number, string]>;

/** The kind of a problem. */
export type ProblemCode = keyof typeof problemKinds;

/** A problem that the HTTP side itself finds. */
export class RequestProblem extends Error {
  constructor(
    readonly code: ProblemCode,
    detail: string,
    readonly places: readonly ProblemPlace[] = [],
  ) {
    super(detail);
    this.name = 'RequestProblem';
  }
}
