import type { Chore } from '@threadline/contracts';
import { awaitingApproval } from '@threadline/persistence';
import type { DataSource } from 'typeorm';
import { PhraseTaken } from './errors.js';
import { Publishing } from './publishing.js';

const ofTurn = 50;
const first = '00000000-0000-0000-0000-000000000000';

/** Publishes drafts that were to go live once their templates are approved. A phrase that another has taken keeps a draft waiting. */
export function publishApproved(dataSource: DataSource): Chore {
  // schedules of what it publishes are brought to Temporal by whoever relays what was committed
  const publishing = new Publishing(dataSource, { trySync: () => Promise.resolve() });
  const publish = (named: { id: string; workspaceId: string }) =>
    publishing.publishIfApproved(named).catch((error: unknown) => {
      if (error instanceof PhraseTaken) return false;
      throw error;
    });
  return {
    name: 'publish-approved',
    async turn({ after = first }) {
      const waiting = await awaitingApproval(dataSource.manager, { after, limit: ofTurn });
      let done = 0;
      for (const named of waiting) done += (await publish(named)) ? 1 : 0;
      const last = waiting.at(-1)?.id;
      return last === undefined || waiting.length < ofTurn ? { done } : { done, next: last };
    },
  };
}
