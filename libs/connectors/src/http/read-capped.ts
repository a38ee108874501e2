import type { Readable } from 'node:stream';

/** Reads at most so many bytes of a body; the connection of a longer one is closed. */
export async function readCapped(
  body: Readable,
  maxBytes: number,
): Promise<{ bytes: Buffer<ArrayBuffer>; isCut: boolean }> {
  const chunks: Buffer[] = [];
  let size = 0;
  body.on('error', () => undefined); // the end of a body that is not read to its end is no failure
  for await (const chunk of body as AsyncIterable<Buffer>) {
    size += chunk.length;
    chunks.push(chunk);
    if (size > maxBytes) break;
  }
  return { bytes: Buffer.concat(chunks).subarray(0, maxBytes), isCut: size > maxBytes };
}
