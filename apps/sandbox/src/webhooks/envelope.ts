/** One update of one account. `messages` updates hold one list (`messages` or `statuses`) beside what tells the number. */
export interface Update {
  wabaId: string;
  /** Epoch seconds, on fields that carry no time inside. */
  time?: number;
  field: string;
  value: Record<string, unknown>;
}

interface Entry {
  id: string;
  time?: number;
  changes: { field: string; value: Record<string, unknown> }[];
}

/**
 * The body of a webhook. Statuses of one number that follow each other share a list, as they do when WhatsApp batches.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/overview
 */
export function envelopeOf(updates: readonly Update[]): object {
  const entry: Entry[] = [];
  for (const { wabaId, time, field, value } of updates) {
    const last = entry.at(-1);
    if (last?.id === wabaId && last.time === time) addTo(last, { field, value });
    else entry.push({ id: wabaId, ...(time !== undefined && { time }), changes: [{ field, value }] });
  }
  return { object: 'whatsapp_business_account', entry };
}

function addTo(entry: Entry, change: Entry['changes'][number]): void {
  const last = entry.changes.at(-1);
  const merged = last?.field === change.field ? mergedStatuses(last.value, change.value) : undefined;
  if (last && merged) last.value = merged;
  else entry.changes.push(change);
}

function mergedStatuses(a: Record<string, unknown>, b: Record<string, unknown>): Record<string, unknown> | undefined {
  const isSameNumber = JSON.stringify(a['metadata']) === JSON.stringify(b['metadata']);
  if (!isSameNumber || !Array.isArray(a['statuses']) || !Array.isArray(b['statuses'])) return undefined;
  return { ...a, statuses: [...(a['statuses'] as unknown[]), ...(b['statuses'] as unknown[])] };
}
