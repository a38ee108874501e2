/** Ranks by which a status only ever rises; `failed` counts while nothing better came. */
export const rank = (column: string) =>
  `array_position(array['planned', 'skipped', 'sending', 'unknown', 'accepted', 'failed', 'sent', 'delivered', 'read'], ${column})`;
