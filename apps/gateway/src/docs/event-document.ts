import {
  AnyCloudEvent,
  identityKinds,
  inboundEvents,
  outboundEvents,
  topic,
  topicOf,
  whatsAppAccountEvents,
} from '@threadline/contracts';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { deadLetterMessage } from './dead-letter-message.js';
import { tidySchema } from './tidy-schema.js';

export type Schema = z.core.JSONSchema.BaseSchema;

/** Whether Threadline receives what travels on a topic, or sends it. */
export type Direction = 'receive' | 'send';

interface Reference {
  $ref: string;
}

/** A message as AsyncAPI describes it; its key is Kafka's. */
export interface EventMessage {
  name: string;
  title: string;
  summary?: string;
  contentType?: string;
  headers?: Schema;
  payload?: Schema;
  bindings: { kafka: { key: Schema; bindingVersion: '0.5.0' } };
}

/** What we use of an AsyncAPI 3.0 document. https://www.asyncapi.com/docs/reference/specification/v3.0.0 */
export interface EventDocument {
  asyncapi: '3.0.0';
  info: { title: string; version: string; description: string; license: { name: string } };
  defaultContentType: string;
  channels: Record<
    string,
    {
      address: string;
      messages: Record<string, Reference>;
      bindings: { kafka: { topic: string; bindingVersion: '0.5.0' } };
    }
  >;
  operations: Record<string, { action: Direction; channel: Reference; messages: Reference[] }>;
  components: { messages: Record<string, EventMessage>; schemas: Record<string, Schema> };
}

interface Told {
  direction: Direction;
  /** The event's type, or the first word of it with `.<name>`. */
  type: string;
  channel: string;
  message: EventMessage;
}

const about = `What Threadline hears and tells on Kafka: CloudEvents 1.0 in JSON, one topic per family of events. \`receive\` is what
it hears, \`send\` what it tells.

\`source\` and \`id\` together name an event once and for all: an event may come again, and is recognised by them. The events of one
contact come in order, because they share a key. Later versions of this document only add: events, and fields that may be absent.
Take no offence at a field you do not know.`;

const uuid = '[0-9a-f-]{36}';
const keys = {
  contact: {
    description:
      '`<workspaceid>/<kind>:<value>` with an identity that the event itself names; events of one contact keep their order',
    pattern: `^${uuid}/(${identityKinds.join('|')}):.+$`,
  },
  account: {
    description: '`<workspaceid>/template:<name>`, or `<workspaceid>/account:<wabaId>` for what is about no template',
    pattern: `^${uuid}/(template|account):.+$`,
  },
  own: { description: '`<workspaceid>/id:<contactId>`', pattern: `^${uuid}/id:${uuid}$` },
} as const;

const typesOfAccounts: readonly string[] = whatsAppAccountEvents.map(({ shape }) => shape.type.value);
const channelOf = new Map<string, string>(Object.entries(topic).map(([channel, address]) => [address, channel]));

/** The AsyncAPI document of every event in and out, from their schemas. */
export function eventDocument(): EventDocument {
  const schemas: Record<string, Schema> = { CloudEvent: convert(AnyCloudEvent, {}) };
  const told: Told[] = [
    ...[...inboundEvents].map(([type, schema]) =>
      describe('receive', { type, schema, key: typesOfAccounts.includes(type) ? keys.account : keys.contact }, schemas),
    ),
    ...outboundEvents.map((schema) =>
      describe('send', { type: schema.shape.type.value, schema, key: keys.own }, schemas),
    ),
    { direction: 'send', type: 'dead_letter', channel: 'deadLetter', message: deadLetterMessage },
  ];
  return {
    asyncapi: '3.0.0',
    info: { title: 'Threadline', version: '1', description: about, license: { name: 'MIT' } },
    defaultContentType: 'application/json',
    channels: channelsOf(told),
    operations: operationsOf(told),
    components: { messages: Object.fromEntries(told.map((one) => [idOf(one), one.message])), schemas },
  };
}

function describe(
  direction: Direction,
  { type, schema, key }: { type: string; schema: z.ZodType; key: Schema },
  schemas: Record<string, Schema>,
): Told {
  const message: EventMessage = {
    name: type,
    title: type,
    payload: withoutEnvelope(convert(schema, schemas), schemas['CloudEvent']),
    bindings: { kafka: { key: { type: 'string', ...key }, bindingVersion: '0.5.0' } },
  };
  return { direction, type, channel: channelOf.get(topicOf(type)) ?? '', message };
}

/** What is common to all events stands once; an event says what it has of its own. */
function withoutEnvelope({ properties = {} }: Schema, envelope: Schema | undefined): Schema {
  const own = Object.entries(properties).filter(
    ([name, schema]) => !isDeepStrictEqual(schema, envelope?.properties?.[name]),
  );
  return {
    allOf: [{ $ref: '#/components/schemas/CloudEvent' }, { type: 'object', properties: Object.fromEntries(own) }],
  };
}

/**
 * The schema of what is sent on the wire, before any default or transformation of ours; that of what we tell has none. Adds the
 * schemas that have a name to `named`.
 */
function convert(schema: z.ZodType, named: Record<string, Schema>): Schema {
  const converted = z.toJSONSchema(schema, { target: 'draft-7', io: 'input', override: tidySchema });
  const text = JSON.stringify(converted).replaceAll('#/definitions/', '#/components/schemas/');
  const { $schema: _, definitions = {}, ...rest } = JSON.parse(text) as Schema;
  Object.assign(named, definitions);
  return rest;
}

/** A type may be heard and told: the direction tells the two messages apart. A family goes by its first word. */
const idOf = ({ direction, type }: Told): string => `${direction}.${type.replace('.<name>', '')}`;

function channelsOf(told: readonly Told[]): EventDocument['channels'] {
  const channels = Object.entries(topic).map(([channel, address]) => {
    const ids = told.filter((one) => one.channel === channel).map(idOf);
    const messages = Object.fromEntries(ids.map((id) => [id, { $ref: `#/components/messages/${id}` }]));
    return [channel, { address, messages, bindings: { kafka: { topic: address, bindingVersion: '0.5.0' } } }] as const;
  });
  return Object.fromEntries(channels);
}

function operationsOf(told: readonly Told[]): EventDocument['operations'] {
  const operations: EventDocument['operations'] = {};
  for (const one of told) {
    const { direction: action, channel } = one;
    const id = `${action}${channel.charAt(0).toUpperCase()}${channel.slice(1)}`;
    operations[id] ??= { action, channel: { $ref: `#/channels/${channel}` }, messages: [] };
    operations[id].messages.push({ $ref: `#/channels/${channel}/messages/${idOf(one)}` });
  }
  return operations;
}
