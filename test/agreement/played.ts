import type { SimulationResult } from '@threadline/automation';

/** A line of a run's timeline, whoever ran it. Moments are epoch milliseconds. */
export interface Line {
  what: string;
  step: string;
  turn: number;
  /** Without ids, which differ, and moments, which may a little. */
  why: string;
  /** The moments that `why` names. */
  moments: number[];
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
          ...wordsOf(why),
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
const moments = /\d{4}-\d\d-\d\dT[\d:.]+Z/g;

/** What words say, apart from ids and moments, and these moments. */
export const wordsOf = (why: string): Pick<Line, 'why' | 'moments'> => ({
  why: why.replaceAll(ids, '#').replaceAll(moments, '@'),
  moments: (why.match(moments) ?? []).map((moment) => Date.parse(moment)),
});

/** Where two have not the same, apart from moments that are close to each other. */
export function differences(simulated: unknown, real: unknown, toleranceMs: number, place = ''): string[] {
  if (typeof simulated === 'number' && typeof real === 'number' && isMoment(simulated) && isMoment(real)) {
    const apart = real - simulated;
    return Math.abs(apart) <= toleranceMs ? [] : [`${place}: the real one is ${apart} ms later`];
  }
  if (typeof simulated === 'object' && simulated !== null && typeof real === 'object' && real !== null) {
    const names = new Set([...Object.keys(simulated), ...Object.keys(real)]);
    const [left, right] = [simulated, real] as Record<string, unknown>[] as [
      Record<string, unknown>,
      Record<string, unknown>,
    ];
    return [...names].flatMap((name) => differences(left[name], right[name], toleranceMs, `${place}/${name}`));
  }
  return simulated === real ? [] : [`${place}: simulated ${JSON.stringify(simulated)}, real ${JSON.stringify(real)}`];
}

/** Turns and counts are compared as they are. */
const isMoment = (value: number): boolean => value > Date.UTC(2000, 0);
