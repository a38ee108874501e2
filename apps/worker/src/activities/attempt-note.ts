/** What an attempt of an activity leaves for the next one. Temporal keeps it with the attempt's signs of life. */
export class AttemptNote<T = unknown> {
  constructor(private noted?: T) {}

  read(): T | undefined {
    return this.noted;
  }

  write(noted: T): void {
    this.noted = noted;
  }
}
