import { parseArgs } from 'node:util';
import { z } from 'zod';

/** What `npm run chaos` or `npm run soak` was asked for. */
export interface PlayOptions {
  readonly minutes: number;
  readonly seed: number;
  readonly perSecond: number;
  readonly wantsHelp: boolean;
}

export const chaosHelp = `npm run chaos [-- options]   faults under load, on a stack of its own, then a look at what came of it
  --minutes N   how long things go wrong (5)
  --seed S      the same seed gives the same faults and the same things told (a new one each time)
  --rate R      things told a second (4)
  --help        this text

Kills (SIGKILL) and freezes (SIGSTOP) gateways, workers, Temporal, Kafka and Postgres; lets the sandbox fail, hang and answer late;
repeats and reorders events and webhooks. Then it waits until all is quiet and looks from outside. Exit code 0: nothing was wrong.
After a violation the logs are kept in .threadline/chaos-logs/.`;

export const soakHelp = `npm run soak [-- options]   steady load on a stack of its own, with memory, event-loop delay, database size and lag sampled
  --minutes N   how long (10)
  --seed S      the same seed tells the same things (a new one each time)
  --rate R      things told a second (6)
  --help        this text

Exit code 0: after the warm-up memory did not grow, the lag returned to zero, and a look from outside found nothing wrong.
After a violation the logs are kept in .threadline/soak-logs/.`;

const Numbers = z.object({
  minutes: z.coerce.number().min(0.5).max(600).optional(),
  seed: z.coerce.number().int().min(0).max(4_294_967_295).optional(),
  rate: z.coerce.number().min(0.1).max(100).optional(),
});

/** @throws Error naming an option that does not exist or has a bad value. */
export function parsePlayOptions(
  args: readonly string[],
  unless: { readonly minutes: number; readonly seed: number; readonly rate: number },
): PlayOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      minutes: { type: 'string' },
      seed: { type: 'string' },
      rate: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  const read = Numbers.safeParse(values);
  if (!read.success)
    throw new Error(read.error.issues.map(({ path, message }) => `--${path.join('.')}: ${message}`).join('\n'));
  const { minutes = unless.minutes, seed = unless.seed, rate = unless.rate } = read.data;
  return { minutes, seed, perSecond: rate, wantsHelp: values.help ?? false };
}
