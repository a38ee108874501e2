import type { Scene } from './scene.js';
import type { SimulatedMessage } from './simulated-run.js';

type Reported = 'failed' | 'sent' | 'delivered' | 'read';

/** By rank a status only ever rises; `failed` counts while nothing better came. */
const ranks: readonly SimulatedMessage['status'][] = ['unknown', 'accepted', 'failed', 'sent', 'delivered', 'read'];

/** What WhatsApp tells of messages it was given. */
export class Statuses {
  constructor(private readonly scene: Scene) {}

  /** Applies a status to the last message of a step. Repeats and late ones change nothing. */
  apply({ step, status }: { step: string; status: Reported }): void {
    const messages = this.scene.runs.flatMap((run) => run.messages);
    const message = messages.findLast((one) => one.stepId === step && ranks.includes(one.status));
    if (!message) {
      this.scene.warnings.add(`"${step}" had sent nothing yet when its status "${status}" came`);
      return;
    }
    if (ranks.indexOf(status) <= ranks.indexOf(message.status)) return;
    message.status = status;
    if (status === 'read') message.readAt = this.scene.now;
  }
}
