import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A folder in the system's temporary place with `files` (path → text, or an object to be written as JSON) in it. */
export function temporaryFolder(files: Record<string, string | object> = {}) {
  const path = mkdtempSync(join(tmpdir(), 'threadline-house-'));
  for (const [name, content] of Object.entries(files)) {
    const file = join(path, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content, null, 2));
  }
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
