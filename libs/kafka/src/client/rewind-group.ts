import { withAdmin } from './kafka-admin.js';
import type { KafkaSettings } from './kafka-client.js';

/** Offsets of a group are moved only while nobody consumes for it. */
export class GroupIsRunning extends Error {
  readonly code = 'group_is_running';
}

/**
 * Lets a group without members read again what came since a moment (epoch milliseconds), as far as it has committed that. Gives how
 * many messages come again. Throws {@link GroupIsRunning}.
 */
export const rewindGroup = (
  settings: KafkaSettings,
  { groupId, topics, since }: { groupId: string; topics: readonly string[]; since: number },
): Promise<number> =>
  withAdmin(settings, async (admin) => {
    const { groups } = await admin.describeGroups([groupId]);
    if (groups.some(({ members }) => members.length > 0)) throw new GroupIsRunning(`group ${groupId} has members`);
    let again = 0;
    for (const { topic, partitions } of await admin.fetchOffsets({ groupId, topics: [...topics] })) {
      const then = new Map(
        (await admin.fetchTopicOffsetsByTimestamp(topic, since)).map(({ partition, offset }) => [partition, offset]),
      );
      const back = partitions.flatMap(({ partition, offset }) => {
        const target = then.get(partition);
        const count = target === undefined ? 0 : Number(offset) - Number(target);
        return target !== undefined && count > 0 ? [{ partition, offset: target, count }] : [];
      });
      if (back.length === 0) continue;
      await admin.setOffsets({
        groupId,
        topic,
        partitions: back.map(({ partition, offset }) => ({ partition, offset })),
      });
      again += back.reduce((sum, { count }) => sum + count, 0);
    }
    return again;
  });
