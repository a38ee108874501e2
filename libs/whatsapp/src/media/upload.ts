import { FormData } from 'undici';
import { z } from 'zod';
import { callGraph, readAs, type Graph, type NoAnswer } from '../graph/graph-call.js';

/** A file as it is given to WhatsApp; `type` is its MIME type. */
export interface MediaFile {
  bytes: Uint8Array<ArrayBuffer>;
  type: string;
  name: string;
}

/** What became of an upload. The id may be sent from the same number until it ends, see {@link mediaLivesMs}. */
export type UploadAnswer = { outcome: 'uploaded'; id: string } | NoAnswer;

/** How long WhatsApp keeps what was uploaded. https://developers.facebook.com/documentation/business-messaging/whatsapp/business-phone-numbers/media */
export const mediaLivesMs = 30 * 24 * 60 * 60 * 1_000;

/** For a file of 100 MB over a line of 40 Mbit/s. */
const uploadTimeoutMs = 20_000;

const Uploaded = z.object({ id: z.string().min(1) });

/** Gives WhatsApp a file, to be sent by its id. Repeating it does no harm: it makes another id. */
export async function upload(graph: Graph, phoneNumberId: string, file: MediaFile): Promise<UploadAnswer> {
  const form = new FormData();
  form.set('messaging_product', 'whatsapp');
  form.set('type', file.type);
  form.set('file', new Blob([file.bytes], { type: file.type }), file.name);
  const timeoutMs = Math.max(graph.timeoutMs, uploadTimeoutMs);
  const answer = await callGraph(
    { ...graph, timeoutMs },
    { method: 'POST', ownerId: phoneNumberId, path: 'media', body: form },
  );
  const uploaded = readAs(answer, Uploaded);
  return uploaded.outcome === 'read' ? { outcome: 'uploaded', id: uploaded.body.id } : uploaded;
}
