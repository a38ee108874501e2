import { z } from 'zod';

const text = z.string().optional().catch(undefined);

/** The body of an error answer of the Graph API, as far as we read it. https://developers.facebook.com/docs/graph-api/guides/error-handling */
export const GraphErrorBody = z.object({
  error: z.object({
    code: z.number().int(),
    error_subcode: z.number().int().optional().catch(undefined),
    message: text,
    error_data: z.object({ details: text }).optional().catch(undefined),
    error_user_msg: text,
    fbtrace_id: text,
  }),
});
export type GraphErrorBody = z.infer<typeof GraphErrorBody>;
