import { grouped } from '../grouped.js';
import type { Check } from '../evidence.js';

/** Every accepted event has exactly one disposition: it was handled once, or it is a dead letter. */
export const dispositions: Check = ({ told, seen, orders, inbound, runs }) => [
  ...told.events.filter(({ seenAs }) => !seen.has(seenAs)).map(({ id, type }) => `${type} ${id} was never handled`),
  ...told.messages.flatMap((wamid) => {
    const rows = inbound.filter(({ providerId }) => providerId === wamid);
    if (rows.length !== 1) return [`message ${wamid} is stored ${rows.length} times`];
    return rows[0]?.routing ? [] : [`message ${wamid} was given to nobody`];
  }),
  ...told.orders.flatMap((id) => {
    const times = orders.filter((order) => order === id).length;
    return times === 1 ? [] : [`order ${id} is stored ${times} times`];
  }),
  ...repeated(runs.map(({ automation, trigger }) => `event ${trigger.id} started ${automation}`)),
  ...told.events.flatMap(({ id, type }) => startsOf(id, type, runs)),
];

/** An event whose automations let everybody in has started a run of each, or was refused. */
function startsOf(id: string, type: string, runs: Parameters<Check>[0]['runs']): string[] {
  const always = new Map(runs.flatMap((run) => (startsAlways(run, type) ? [[run.automationId, run.automation]] : [])));
  const started = new Set(runs.filter(({ trigger }) => trigger.id === id).map(({ automationId }) => automationId));
  return [...always]
    .filter(([automationId]) => !started.has(automationId))
    .map(([, name]) => `${type} ${id} started no ${name}`);
}

const startsAlways = ({ definition, trigger }: Parameters<Check>[0]['runs'][number], type: string): boolean =>
  definition.entry.mode === 'always' && trigger.type === type;

const repeated = (names: readonly string[]): string[] =>
  [...grouped(names, (name) => name)]
    .filter(([, same]) => same.length > 1)
    .map(([name, { length }]) => `${name} ${length} times`);
