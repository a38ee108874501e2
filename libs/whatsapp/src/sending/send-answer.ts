import { z } from 'zod';
import type { GraphAnswer, NoAnswer } from '../graph/graph-call.js';

/** What became of a send. `accepted` is not delivered: statuses tell. `unknown` must not be repeated blindly. */
export type SendAnswer = { outcome: 'accepted'; wamid: string; waId?: string } | NoAnswer;

const Accepted = z.object({
  contacts: z.array(z.object({ wa_id: z.string().optional() })).optional(),
  messages: z.tuple([z.object({ id: z.string().min(1) })]).rest(z.unknown()),
});

/** Reads the answer to a send. A success that names no message leaves open what was sent. */
export function sendAnswer(answer: GraphAnswer): SendAnswer {
  if (answer.outcome !== 'answered') return answer;
  const accepted = Accepted.safeParse(answer.body);
  if (!accepted.success) return { outcome: 'unknown', detail: 'the answer names no message' };
  const waId = accepted.data.contacts?.[0]?.wa_id;
  return { outcome: 'accepted', wamid: accepted.data.messages[0].id, ...(waId !== undefined && { waId }) };
}
