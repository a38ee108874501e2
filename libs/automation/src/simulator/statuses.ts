import { statusesPassed, statusEvent, type ReportedStatus } from '../engine/message-status.js';
import { hear } from './events.js';
import type { Scene } from './scene.js';
import type { SimulatedMessage } from './simulated-run.js';

/** By rank a status only ever rises; `failed` counts while nothing better came. */
const ranks: readonly SimulatedMessage['status'][] = ['unknown', 'accepted', 'failed', 'sent', 'delivered', 'read'];

/** What WhatsApp tells of messages it was given. */
export class Statuses {
  constructor(private readonly scene: Scene) {}

  /** Applies a status to the last message of a step. Repeats and late ones change nothing. */
  apply({ step, status }: { step: string; status: ReportedStatus }): void {
    const sent = this.scene.runs.flatMap((run) => run.messages.map((message) => ({ run, message })));
    const last = sent.findLast(({ message: one }) => one.stepId === step && ranks.includes(one.status));
    if (!last) {
      this.scene.warnings.add(`"${step}" had sent nothing yet when its status "${status}" came`);
      return;
    }
    const { run, message } = last;
    if (ranks.indexOf(status) <= ranks.indexOf(message.status)) return;
    const passed = statusesPassed(message.status, status);
    message.status = status;
    if (status === 'read') message.readAt = this.scene.now;
    if (status === 'read' || status === 'delivered') message.deliveredAt ??= this.scene.now;
    const { turn } = message;
    for (const told of passed) {
      const id = `${run.id}/${step}/${turn}/${told}`;
      hear(run, { type: statusEvent(told), id, time: this.scene.now, data: { step, turn } });
    }
  }
}
