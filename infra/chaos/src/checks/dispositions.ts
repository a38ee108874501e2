import type { AutomationDefinition } from '@threadline/automation';
import { grouped } from '../grouped.js';
import type { Check, Evidence } from '../evidence.js';

/** Every accepted event has exactly one disposition: it was handled once, or it is a dead letter. */
export const dispositions: Check = (evidence) => [
  ...handlingProblems(evidence),
  ...messageProblems(evidence),
  ...orderProblems(evidence),
  ...startProblems(evidence),
];

const handlingProblems = ({ told, seen }: Evidence): string[] =>
  told.events.filter(({ seenAs }) => !seen.has(seenAs)).map(({ id, type }) => `${type} ${id} was never handled`);

/** What a customer wrote is stored once, and somebody took it or it says that nobody did. */
function messageProblems({ told, inbound }: Evidence): string[] {
  const stored = grouped(inbound, ({ providerId }) => providerId);
  return told.messages.flatMap((wamid) => {
    const [row, ...others] = stored.get(wamid) ?? [];
    if (!row || others.length > 0) return [`message ${wamid} is stored ${row ? others.length + 1 : 0} times`];
    return row.routing ? [] : [`message ${wamid} was given to nobody`];
  });
}

function orderProblems({ told, orders }: Evidence): string[] {
  const stored = grouped(orders, (id) => id);
  return told.orders.flatMap((id) => {
    const times = stored.get(id)?.length ?? 0;
    return times === 1 ? [] : [`order ${id} is stored ${times} times`];
  });
}

/** An event starts no automation twice, and each of those that let everybody in; a run that was refused counts. */
function startProblems({ told, runs, automations }: Evidence): string[] {
  const startOf = (automationId: string, eventId: string) => `${automationId}/${eventId}`;
  const started = grouped(runs, ({ automationId, trigger }) => startOf(automationId, trigger.id));
  const twice = [...started.values()].flatMap(([run, ...others]) =>
    run && others.length > 0 ? [`event ${run.trigger.id} started ${run.automation} ${others.length + 1} times`] : [],
  );
  const missing = automations.flatMap(({ id: automationId, definition }) =>
    told.events
      .filter(({ type, id }) => letsEverybodyIn(definition, type) && !started.has(startOf(automationId, id)))
      .map(({ type, id }) => `${type} ${id} started no ${definition.name}`),
  );
  return [...twice, ...missing];
}

const letsEverybodyIn = ({ entry, triggers }: AutomationDefinition, type: string): boolean =>
  entry.mode === 'always' && triggers.some((trigger) => 'event' in trigger && typesOf(trigger).includes(type));

const typesOf = ({ type, event }: { type: string; event: string | readonly string[] }): string[] =>
  [event].flat().map((one) => `${type}.${one}`);
