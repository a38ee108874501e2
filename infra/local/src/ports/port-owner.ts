import { readdir, readFile, readlink } from 'node:fs/promises';
import { commandOf, outputOf } from '../process/command-of.js';

/** The process that listens on a TCP port, in words, or undefined when this machine does not tell. */
export async function portOwner(port: number): Promise<string | undefined> {
  const pid = process.platform === 'linux' ? await pidFromProc(port) : await pidFromLsof(port);
  if (pid === undefined) return undefined;
  const command = await commandOf(pid);
  return `process ${pid} (${command.length > 80 ? `${command.slice(0, 80)}…` : command})`;
}

/** The inode of the socket that listens on `port`, from a table of /proc/net (proc(5)): state 0A is LISTEN. */
export function listenerInode(table: string, port: number): string | undefined {
  const hexPort = port.toString(16).toUpperCase().padStart(4, '0');
  const rows = table.split('\n').map((line) => line.trim().split(/\s+/));
  return rows.find((row) => row[1]?.endsWith(`:${hexPort}`) && row[3] === '0A')?.[9];
}

async function pidFromProc(port: number): Promise<number | undefined> {
  const tables = ['/proc/net/tcp', '/proc/net/tcp6'].map((file) => readFile(file, 'utf8').catch(() => ''));
  const inode = listenerInode((await Promise.all(tables)).join('\n'), port);
  if (inode === undefined) return undefined;
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const holds = await Promise.all(pids.map((pid) => holdsSocket(pid, inode)));
  return pids.find((_, index) => holds[index]);
}

async function holdsSocket(pid: number, inode: string): Promise<boolean> {
  const folder = `/proc/${pid}/fd`;
  const names = await readdir(folder).catch(() => []);
  const targets = await Promise.all(names.map((name) => readlink(`${folder}/${name}`).catch(() => '')));
  return targets.includes(`socket:[${inode}]`);
}

async function pidFromLsof(port: number): Promise<number | undefined> {
  const found = await outputOf('lsof', ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-t']);
  return found === '' ? undefined : Number(found.split('\n')[0]);
}
