import type { CustomerAddress } from '../customers/customer.js';
import { keyOf } from '../customers/customer.js';
import { GraphError } from '../graph/graph-error.js';
import type { BusinessNumber } from '../numbers/business-number.js';
import type { SendEnvelope, SentContent } from './message-request.js';
import { sentMediaKinds, type MediaSource, type SentMediaKind } from './media-request.js';

interface Referring {
  number: BusinessNumber;
  address: CustomerAddress;
  envelope: SendEnvelope;
  content: SentContent;
  now: number;
}

/**
 * Whether everything a message names is there: the message it quotes or reacts to in this chat, the files it carries by id.
 * @throws {GraphError} 131009 for what is not there, 131053 for a file of another kind.
 */
export function checkReferences({ number, address, envelope, content, now }: Referring): void {
  const about = content.type === 'reaction' ? content.reaction.message_id : envelope.context?.message_id;
  if (about !== undefined && !number.isOfChat(about, keyOf(address)))
    throw new GraphError(131009, `there is no message ${about} in this chat`);
  for (const [kind, { id }] of filesIn(content)) {
    if (id !== undefined) checkMedia(number, { id, kind, now });
  }
}

function checkMedia(number: BusinessNumber, { id, kind, now }: { id: string; kind: SentMediaKind; now: number }): void {
  const file = number.media.find(id, now);
  if (!file) throw new GraphError(131009, `media ${id} does not exist or has expired`);
  if (!file.kinds.includes(kind)) throw new GraphError(131053, `media ${id} of type ${file.mimeType} is no ${kind}`);
}

/** The files of a message: its own, its header's, its template header's. */
function filesIn(content: SentContent): [SentMediaKind, MediaSource][] {
  if (content.type === 'interactive')
    return 'header' in content.interactive ? filesOf(content.interactive.header ?? {}) : [];
  if (content.type !== 'template') return filesOf(content);
  return content.template.components.flatMap((component) =>
    component.type === 'header' ? component.parameters.flatMap(filesOf) : [],
  );
}

function filesOf(holder: object): [SentMediaKind, MediaSource][] {
  const fields = holder as Readonly<Record<string, MediaSource | undefined>>;
  return sentMediaKinds.flatMap((kind): [SentMediaKind, MediaSource][] => {
    const file = fields[kind];
    return typeof file === 'object' ? [[kind, file]] : [];
  });
}
