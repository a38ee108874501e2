import type { SimulationResult } from '@threadline/automation';

/** A line of a run's timeline, whoever ran it. Moments are epoch milliseconds. */
export interface Line {
  what: string;
  step: string;
  turn: number;
  why: string;
  at: number;
  intendedAt: number | null;
}

/** A message WhatsApp was given. */
export interface Sent {
  step: string;
  turn: number;
  content: string;
  at: number;
  intendedAt: number;
}

/** What became of a course of things, in the simulator or in production: the same form of both. */
export interface Played {
  runs: {
    trigger: string;
    key: string;
    state: string;
    reason: string | null;
    enteredAt: number | null;
    endedAt: number | null;
    convertedAt: number | null;
    trail: Line[];
    sent: Sent[];
  }[];
  contact: { tags: string[]; lists: string[]; consent: string; blocked: boolean };
}

const ms = (moment: string | null | undefined): number | null => (moment ? Date.parse(moment) : null);

/** What the simulator says became of it. */
export function playedOf({ runs, trail, sends, contact }: SimulationResult): Played {
  return {
    runs: runs.map(({ run, trigger, key, state, reason, enteredAt, endedAt, convertedAt }) => ({
      trigger,
      key,
      state,
      reason,
      enteredAt: ms(enteredAt),
      endedAt: ms(endedAt),
      convertedAt: ms(convertedAt),
      trail: trail
        .filter((line) => line.run === run)
        .map(({ what, step = '', turn = 0, why, at, intendedAt }) => ({
          what,
          step,
          turn,
          why: anonymous(why),
          at: Date.parse(at),
          intendedAt: ms(intendedAt),
        })),
      sent: sends
        .filter((send) => send.run === run)
        .map(({ step, turn, kind, template, text, at, intendedAt }) => ({
          step,
          turn,
          content: contentOf({ kind, name: template, text }),
          at: Date.parse(at),
          intendedAt: Date.parse(intendedAt),
        })),
    })),
    contact: {
      tags: [...contact.tags].sort(),
      lists: [...contact.lists].sort(),
      consent: contact.consent,
      blocked: contact.blocked,
    },
  };
}

export const contentOf = ({
  kind,
  name,
  text,
}: {
  kind: string;
  name?: string | undefined;
  text?: string | undefined;
}) => `${kind} ${name ?? text ?? ''}`;

const ids = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\b(run|event|message)-\d+|wamid\.\S+/g;

/** Words without the ids in them, which differ. */
export const anonymous = (words: string): string => words.replaceAll(ids, '#');
