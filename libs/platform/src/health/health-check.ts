/** One thing an app needs in order to work. `check` resolves when it is there and rejects with what is wrong. */
export interface HealthCheck {
  name: string;
  check(): Promise<void>;
  /** A check that takes longer counts as failed; 2,000 ms unless told. */
  timeoutMs?: number;
}

/** What a check found; `error` says why it is not well. */
export interface HealthFinding {
  name: string;
  ok: boolean;
  error?: string;
}

/** The checks of an app, run side by side. */
export class HealthChecks {
  constructor(private readonly checks: readonly HealthCheck[]) {}

  findings(): Promise<HealthFinding[]> {
    return Promise.all(this.checks.map((check) => findingOf(check)));
  }
}

async function findingOf(check: HealthCheck): Promise<HealthFinding> {
  const { name, timeoutMs = 2_000 } = check;
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs);
  });
  try {
    await Promise.race([check.check(), tooLate]);
    return { name, ok: true };
  } catch (error) {
    return { name, ok: false, error: error instanceof Error ? error.message : String(error) };
  } finally {
    clearTimeout(timer);
  }
}
