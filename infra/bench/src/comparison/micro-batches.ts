/** What comes while a batch is on its way makes the next one. */
export class MicroBatches<T> {
  private waiting: { value: T; resolve: () => void; reject: (error: unknown) => void }[] = [];
  private isSending = false;

  constructor(private readonly send: (values: T[]) => Promise<unknown>) {}

  add(value: T): Promise<void> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ value, resolve, reject });
      if (!this.isSending) void this.sendAll();
    });
  }

  private async sendAll(): Promise<void> {
    this.isSending = true;
    while (this.waiting.length > 0) {
      const batch = this.waiting;
      this.waiting = [];
      try {
        await this.send(batch.map(({ value }) => value));
        for (const { resolve } of batch) resolve();
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    this.isSending = false;
  }
}
