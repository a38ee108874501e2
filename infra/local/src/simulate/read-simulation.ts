import { maxSimulationCharacters, parseSimulation, type Problem, type Simulation } from '@threadline/automation';
import { parseJson } from '@threadline/contracts';
import { open } from 'node:fs/promises';
import { messageOf } from '../message-of.js';

/** What is wrong with a file, a line each, with JSON pointers into it. */
export class UnusableFile extends Error {
  constructor(readonly lines: readonly string[]) {
    super(lines.join('\n'));
  }
}

/** A byte more than the largest simulation has, so that a larger file is noticed without reading all of it. */
const mostBytes = maxSimulationCharacters * 4 + 1;

/**
 * Reads a simulation from a file.
 * @throws UnusableFile
 */
export async function readSimulation(file: string): Promise<Simulation> {
  const json = parseJson(await readStart(file));
  if (!json.ok) throw new UnusableFile([`${file} ${json.problem}`]);
  const parsed = parseSimulation(json.value);
  if (!parsed.ok) throw new UnusableFile([`${file} cannot be simulated:`, ...parsed.problems.map(lineOf)]);
  return parsed.simulation;
}

async function readStart(file: string): Promise<Buffer> {
  try {
    await using handle = await open(file);
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(mostBytes), 0, mostBytes, 0);
    if (bytesRead === mostBytes) throw new Error('it is too large');
    return buffer.subarray(0, bytesRead);
  } catch (error) {
    throw new UnusableFile([`${file} cannot be read: ${messageOf(error)}`]);
  }
}

const lineOf = ({ path, message, fix }: Problem): string => `  ${path || '/'}  ${message}. ${fix}`;
