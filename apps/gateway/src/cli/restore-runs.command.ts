import type { RunServices } from '@threadline/runs';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { Misused, type Command, type Show } from './command.js';
import { withRuns } from './with-runs.js';

const PerSecond = z.coerce.number().int().min(1).max(1_000);

/** Starts live runs again that Temporal has lost. */
export const restoreRunsCommand: Command = {
  name: 'restore-runs',
  help: `restore-runs [--per-second 50]

Looks at every live run of all workspaces and starts those again whose workflow Temporal has lost (its database was deleted or
reset, or somebody terminated workflows), from their rows and under a new epoch. A run that has its workflow is left alone, and
so is one that needs repair. It may be broken off and run again at any time, and beside everything else. TEMPORAL_ADDRESS and
TEMPORAL_NAMESPACE name Temporal.

  --per-second  How many runs are started a second, so that their first decisions are no storm; 1 to 1000`,

  async run(args, show) {
    const { values } = parseArgs({ args, options: { 'per-second': { type: 'string', default: '50' } } });
    const perSecond = PerSecond.safeParse(values['per-second']);
    if (!perSecond.success) throw new Misused('--per-second is a whole number from 1 to 1000.');
    const { looked, restored, older } = await withRuns((services) => restoreAll(services, perSecond.data, show));
    const repair = older === 0 ? '' : `; ${older} need repair: see reconcile-runs`;
    return `${looked} live runs looked at, ${restored} started again${repair}\n`;
  },
};

async function restoreAll({ lostRuns }: RunServices, perSecond: number, show: Show) {
  const total = { looked: 0, restored: 0, older: 0 };
  for (let after: string | undefined; ;) {
    const { last, looked, restored, older } = await lostRuns.tendNext({ after, limit: perSecond }, Date.now());
    total.looked += looked;
    total.restored += restored;
    total.older += older;
    if (last === undefined) return total;
    show(`${total.looked} looked at, ${total.restored} started again`);
    after = last;
    await pause((restored / perSecond) * 1_000);
  }
}
