import type { DeadLetterContents, DeadLetterDetails } from '@threadline/persistence';
import type { DeadLetter, WholeDeadLetter } from './dead-letter.schemas.js';

export const deadLetterView = (letter: DeadLetterDetails): DeadLetter => ({
  id: letter.id,
  topic: letter.topic,
  partition: letter.partition,
  offset: letter.offset,
  code: letter.code,
  reason: letter.reason,
  path: letter.path,
  isCut: letter.isCut,
  sentAt: letter.sentAt.toISOString(),
  diedAt: letter.diedAt.toISOString(),
  replayedAt: letter.replayedAt?.toISOString() ?? null,
  replays: letter.replays,
});

export const wholeDeadLetterView = (
  letter: DeadLetterDetails & DeadLetterContents,
  { withContents }: { withContents: boolean },
): WholeDeadLetter => ({ ...deadLetterView(letter), contents: withContents ? contentsOf(letter) : null });

const contentsOf = ({ key, value, headers, stack }: DeadLetterContents) => ({
  key: key?.toString('utf8') ?? null,
  value: value?.toString('utf8') ?? null,
  headers: Object.fromEntries(
    Object.entries(headers).map(([name, content]) => [name, Buffer.from(content, 'base64').toString('utf8')]),
  ),
  stack,
});
