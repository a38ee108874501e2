import { parseJson, topic as topics } from '@threadline/contracts';
import { readSince, type KafkaSettings } from '@threadline/kafka';
import { z } from 'zod';

/** Our own news of a message of a run that went out. */
const WentOut = z.object({
  type: z.enum(['message.accepted', 'message.sent', 'message.delivered', 'message.read']),
  data: z.object({ messageId: z.uuid(), runId: z.uuid() }),
});

/** The messages of each run of which we have told on Kafka, since a moment (epoch milliseconds), that they went out. */
export async function sentSince(
  kafka: KafkaSettings,
  since: number,
  topic: string = topics.message,
): Promise<Map<string, Set<string>>> {
  const sent = new Map<string, Set<string>>();
  await readSince(kafka, { topic, since }, ({ value }) => {
    const json = value === null ? undefined : parseJson(value);
    const news = WentOut.safeParse(json?.ok ? json.value : undefined);
    if (!news.success) return;
    const { runId, messageId } = news.data.data;
    sent.set(runId, (sent.get(runId) ?? new Set()).add(messageId));
  });
  return sent;
}
