import { rebuildCredits } from '@threadline/runs';
import { parseArgs } from 'node:util';
import type { Command } from './command.js';
import { withDatabase } from './with-database.js';

/** Reckons anew which runs earned which orders. */
export const rebuildAttributionCommand: Command = {
  name: 'rebuild-attribution',
  help: `rebuild-attribution

Reckons anew which run earned each order, from the orders, messages and runs that are stored, and writes what differs: after a
change of the rules, or when orders and reads came late. Runs are not ended by it. It may be broken off and run again.`,

  async run(args) {
    parseArgs({ args, options: {} });
    const { contacts, kept, given, taken } = await withDatabase((dataSource) =>
      rebuildCredits(dataSource, {
        now: Date.now(),
        onProgress: (so) => process.stderr.write(`${so.contacts} contacts looked at\n`),
      }),
    );
    return `${contacts} contacts: ${kept} orders as before, ${given} credits given, ${taken} taken back\n`;
  },
};
