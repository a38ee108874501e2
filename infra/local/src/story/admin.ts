import { z } from 'zod';
import { awaiting } from './awaiting.js';
import type { Customer } from './customers.js';
import { JsonApi } from './json-api.js';

const Created = z.object({ id: z.string() });
const Connected = z.object({ webhookPath: z.string() });
const Instant = z.iso.datetime().nullable();

/** A run, as far as the story looks at it. */
export const Run = z.object({
  id: z.string(),
  contactId: z.string(),
  state: z.string(),
  reason: z.string().nullable(),
  enteredAt: Instant,
  convertedAt: Instant,
});
export type Run = z.infer<typeof Run>;

/** A line of a run's timeline, as far as the story looks at it. Messages have a status. */
export const TimelineEntry = z.object({ what: z.string(), status: z.string().optional() });
export type TimelineEntry = z.infer<typeof TimelineEntry>;

const page = <S extends z.ZodType>(item: S) => z.object({ data: z.array(item) });
const Template = z.object({ name: z.string(), status: z.string() });

const approvalWithinMs = 60_000;

/** What an admin does by the API, with an API key. */
export class Admin {
  private readonly api: JsonApi;

  constructor(gatewayUrl: string, apiKey: string) {
    this.api = new JsonApi(`${gatewayUrl}/v1`, { authorization: `Bearer ${apiKey}` });
  }

  /** Resolves with the contact's id. */
  async addContact({ phone, firstName }: Customer): Promise<string> {
    const contact = { phone, firstName, consent: { marketing: 'given' } };
    return (await this.api.post('/contacts', Created, contact)).id;
  }

  /** Connects an outside system. Resolves with the path of its webhooks. */
  async connect(connection: object): Promise<string> {
    return (await this.api.post('/connections', Connected, connection)).webhookPath;
  }

  async createTemplate(template: object): Promise<void> {
    await this.api.post('/templates', Created, template);
  }

  /** Resolves once WhatsApp has approved the templates. */
  async untilApproved(...names: string[]): Promise<void> {
    await awaiting({ what: `${names.join(', ')} approved`, withinMs: approvalWithinMs }, async () => {
      const { data } = await this.api.get('/templates?limit=50', page(Template));
      const statuses = names.map((wanted) => data.find(({ name }) => name === wanted)?.status ?? 'missing');
      return statuses.every((status) => status === 'approved') ? { found: true } : { seen: statuses.join(', ') };
    });
  }

  /** Creates an automation and publishes it. Resolves with its id. */
  async publish(definition: object): Promise<string> {
    const { id } = await this.api.post('/automations', Created, { definition });
    await this.api.post(`/automations/${id}/publish`, z.unknown());
    return id;
  }

  async disable(automationId: string): Promise<void> {
    await this.api.post(`/automations/${automationId}/disable`, z.unknown());
  }

  async runsOf(automationId: string): Promise<Run[]> {
    return (await this.api.get(`/runs?automation=${automationId}&limit=50`, page(Run))).data;
  }

  run(runId: string): Promise<Run> {
    return this.api.get(`/runs/${runId}`, Run);
  }

  async timelineOf(runId: string): Promise<TimelineEntry[]> {
    return (await this.api.get(`/runs/${runId}/timeline?limit=100`, page(TimelineEntry))).data;
  }
}
