import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A stored history: proto JSON, as Temporal's CLI and UI export it. */
export interface StoredHistory {
  name: string;
  bytes: number;
  text: string;
  history: unknown;
}

/** The histories in a folder, by name. */
export function storedHistories(folder: string): StoredHistory[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
  return files.sort().map((file) => {
    const text = readFileSync(join(folder, file), 'utf8');
    return { name: file.slice(0, -'.json'.length), bytes: text.length, text, history: JSON.parse(text) };
  });
}
