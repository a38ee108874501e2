/** Tells the story, one line an event, with its time since the beginning. */
export class Narrator {
  private readonly begin = performance.now();

  constructor(private readonly print: (line: string) => void) {}

  /** `source` is whoever acts outside, or the part of Threadline that tells; `who` is a customer's first name, or empty. */
  tell(source: string, who: string, what: string): void {
    const seconds = ((performance.now() - this.begin) / 1000).toFixed(1).padStart(6);
    this.print(`${seconds} s  ${source.padEnd(8)}  ${who.padEnd(10)}  ${what}`.trimEnd());
  }
}
