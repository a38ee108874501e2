const recentMs = 7 * 24 * 60 * 60 * 1_000;

/**
 * Whether something happened within the week before a change. Sources repeat for as long, and events are recognised for longer;
 * what is older was told before, and would be told anew by every later change once it is forgotten.
 */
export const isRecent = (happenedAt: string | undefined, changedAt: string): boolean =>
  happenedAt === undefined || Date.parse(changedAt) - Date.parse(happenedAt) <= recentMs;
