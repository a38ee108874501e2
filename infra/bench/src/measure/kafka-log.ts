import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { topics } from '@threadline/contracts';

/** How many bytes our topics take in the embedded broker's log, in its own form. */
export async function kafkaBytes(folder: string): Promise<number> {
  const data = join(folder, 'kafka', 'data');
  const partitions = (await readdir(data)).filter((name) => topics.some((topic) => name.startsWith(`${topic}-`)));
  const sizes = await Promise.all(partitions.map((name) => segmentBytes(join(data, name))));
  return sizes.reduce((sum, size) => sum + size, 0);
}

async function segmentBytes(partition: string): Promise<number> {
  const segments = (await readdir(partition)).filter((name) => name.endsWith('.log'));
  const sizes = await Promise.all(segments.map(async (name) => (await stat(join(partition, name))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}
