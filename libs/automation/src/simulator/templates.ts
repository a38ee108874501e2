import type { TemplateStatus } from '../sending/may-send.js';
import type { TriggerEvent } from '../engine/world.js';
import { hear } from './events.js';
import type { Scene } from './scene.js';

/** The type of the event that a template has another status. */
export const templateChanged = 'template.status_changed';

const statuses: readonly string[] = [
  'draft',
  'pending',
  'approved',
  'rejected',
  'paused',
  'disabled',
] satisfies TemplateStatus[];

/** A template gets another status: runs with a message parked on it are told. */
export function changeTemplate(scene: Scene, event: TriggerEvent): void {
  const { name, status } = event.data;
  if (typeof name !== 'string' || typeof status !== 'string' || !statuses.includes(status)) {
    scene.warnings.add(`the event "${event.id}" names no template and status: data.name, data.status`);
    return;
  }
  scene.templates.set(name, status as TemplateStatus);
  const isParked = ({ content }: { content: { kind: string; name?: unknown } }) => content.name === name;
  for (const run of scene.live)
    if (run.messages.some(({ effect, status: own }) => own === 'planned' && isParked(effect))) hear(run, event);
}
