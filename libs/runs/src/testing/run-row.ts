/** What specs look at of a run's row. */
export interface RunRow {
  id: string;
  state: string;
  reason: string | null;
  converted_at: Date | null;
  key: string;
}
