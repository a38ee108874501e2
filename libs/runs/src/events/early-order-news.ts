import { inboundEventSchemaOf } from '@threadline/contracts';
import { lockOrder, rememberEvent, takeEarlyNews } from '@threadline/persistence';
import { z } from 'zod';
import type { Work } from '../work.js';
import type { NewsOfContact, SingleEvent } from './handle-event.js';

const kept = z.looseObject({ type: z.string(), data: z.looseObject({}) });

/**
 * What was kept of an order until it came, such as a refund that overtook it: it is of the order's contact. Nothing when the event
 * is no order, and nothing that was handled by another way meanwhile.
 */
export async function earlyNewsOf({ tx }: Work, event: SingleEvent, contactId: string): Promise<NewsOfContact[]> {
  if (event.type !== 'shop.order.placed') return [];
  const order = { workspaceId: event.workspaceid, orderId: event.data.orderId };
  await lockOrder(tx, order);
  const news: NewsOfContact[] = [];
  for (const row of await takeEarlyNews(tx, order)) {
    const { type, data, ...rest } = kept.parse(row);
    const told = { ...rest, type, data: { ...data, contact: { id: contactId } } };
    const each = inboundEventSchemaOf(type)?.parse(told) as NewsOfContact | undefined;
    if (each && (await rememberEvent(tx, each))) news.push(each);
  }
  return news;
}
