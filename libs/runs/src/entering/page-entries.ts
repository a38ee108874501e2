import type { EntryCount } from '@threadline/contracts';
import { lockContact, runsAmong } from '@threadline/persistence';
import { EngineDefect } from '../advancing/decisions.js';
import type { Work, Workbench } from '../work.js';
import type { Candidate, Entries } from './entries.js';

/** One that is kept at the door will enter. */
const counts = { entered: 'entered', held: 'entered', refused: 'refused', repeated: 'none' } as const;

/** Contacts of a page that are entered at the same time; each holds a connection of the pool. */
const lanes = 4;

/** A contact that may enter, with the run it would be; `candidate` judges again under its lock, and may find nothing. */
export interface Called {
  contactId: string;
  runId: string;
  candidate: (work: Work) => Promise<Candidate | undefined>;
}

/** Lets the contacts of a page enter, each in a transaction of its own under its lock. */
export class PageEntries {
  constructor(
    private readonly workbench: Workbench,
    private readonly entries: Entries,
    private readonly onDefect: (contactId: string, error: Error) => void = () => undefined,
  ) {}

  /** Those who have their run already are passed over, so that a page may be repeated. */
  async enter(called: readonly Called[], now: number): Promise<EntryCount> {
    const count = { entered: 0, refused: 0 };
    const runIds = called.map(({ runId }) => runId);
    const there = await this.workbench.run(now, ({ tx }) => runsAmong(tx, runIds));
    const waiting = called.filter(({ runId }) => !there.has(runId)).values();
    const lane = async (): Promise<void> => {
      for (const each of waiting) {
        const outcome = await this.enterOne(each, now);
        if (outcome !== 'none') count[outcome]++;
      }
    };
    await Promise.all(Array.from({ length: lanes }, lane));
    return count;
  }

  private async enterOne({ contactId, candidate }: Called, now: number): Promise<keyof EntryCount | 'none'> {
    try {
      return await this.workbench.run(now, async (work) => {
        if ((await lockContact(work.tx, contactId)) !== contactId) return 'none'; // merged meanwhile: called as the other one
        const found = await candidate(work);
        if (!found) return 'none';
        const { outcome } = await this.entries.enterNow(work, found);
        return counts[outcome];
      });
    } catch (error) {
      if (!(error instanceof EngineDefect)) throw error;
      this.onDefect(contactId, error); // a contact that we cannot judge holds up nobody else
      return 'none';
    }
  }
}
