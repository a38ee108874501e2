import { v5 } from 'uuid';

const namespace = '6f1d1c64-0a53-4c0e-9e0b-5b7f2f6a2f10';
const derive = (...parts: (string | number)[]) => v5(parts.map(String).join('\u0000'), namespace);

/** A run's id: the same automation, trigger and cause (event id, or key for one run per key and arming) give the same run. */
export const runIdOf = (automationId: string, triggerId: string, cause: string): string =>
  derive('run', automationId, triggerId, cause);

/** The id of the automation that confirms opt-outs in a workspace. */
export const optOutConfirmationIdOf = (workspaceId: string): string => derive('opt-out confirmation', workspaceId);

/** A planned message's id: one row per run, step and turn, whatever is retried. */
export const messageIdOf = (runId: string, stepId: string, turn: number): string =>
  derive('message', runId, stepId, turn);

/** A planned call's id: one row per run, step and turn. Receivers see it as `webhook-id` and recognise a repetition by it. */
export const callIdOf = (runId: string, stepId: string, turn: number): string => derive('call', runId, stepId, turn);

/** A ticket's id: one per run, step and turn, whatever is repeated. */
export const ticketIdOf = (runId: string, stepId: string, turn: number): string =>
  derive('ticket', runId, stepId, turn);

/** The id of the nth change of a run's decision, which is taken at one revision of the run: a repeat of it is recognised. */
export const changeIdOf = (runId: string, revision: number, nth: number): string =>
  derive('change', runId, revision, nth);

/** The id of an inbound message's row. */
export const inboundMessageIdOf = (workspaceId: string, wamid: string): string => derive('inbound', workspaceId, wamid);

/** The id of an event of ours: what happened to whom and the how-manyth time. */
export const eventIdOf = (...parts: (string | number)[]): string => derive('event', ...parts);

/** The name under which an event is remembered as seen: its source and id, which two workspaces may share. */
export const seenEventOf = (event: { workspaceid: string; source: string; id: string }): string =>
  derive('seen', event.workspaceid, event.source, event.id);

/** A dead letter's id: the place its message was read from, however often it was buried. */
export const deadLetterIdOf = (place: { topic: string; partition: number; offset: string }): string =>
  derive('dead letter', place.topic, place.partition, place.offset);
