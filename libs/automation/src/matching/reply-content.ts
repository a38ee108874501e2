import type { ReplyContent } from '../engine/fact.js';

/** What a contact sent, as the inbound event says it. Kinds that steps cannot match become `other`. */
export type ReceivedContent =
  | { kind: 'text'; text: string }
  | { kind: 'button'; payload: string; text: string }
  | { kind: 'list_reply'; id: string; title: string; description?: string | undefined }
  | { kind: 'media'; media: string; caption?: string | undefined }
  | { kind: 'location'; latitude: number; longitude: number }
  | { kind: 'flow_reply' | 'contacts' | 'order' | 'reaction' }
  | { kind: 'unsupported'; type: string };

/** What a message says, as far as steps can match it. */
export function replyContentOf(content: ReceivedContent): ReplyContent {
  switch (content.kind) {
    case 'text':
      return { kind: 'text', text: content.text };
    case 'button':
      return { kind: 'button', payload: content.payload, text: content.text };
    case 'list_reply':
      return { kind: 'list_reply', id: content.id, title: content.title };
    case 'media':
      return {
        kind: 'media',
        media: content.media,
        ...(content.caption !== undefined && { caption: content.caption }),
      };
    case 'location':
      return { kind: 'location', latitude: content.latitude, longitude: content.longitude };
    case 'flow_reply':
    case 'contacts':
    case 'order':
    case 'reaction':
      return { kind: 'other', type: content.kind };
    case 'unsupported':
      return { kind: 'other', type: content.type };
  }
}
