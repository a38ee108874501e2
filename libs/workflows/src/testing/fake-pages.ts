import type { EnterDatesInput, EnterScheduledInput, EntryActivities, EntryPage } from '@threadline/contracts/workflows';

/** Pages of contacts as a spec tells them, in the shape of the worker's own. */
export class FakePages implements EntryActivities {
  /** What was asked for, in order, every attempt of it. */
  readonly asked: (EnterScheduledInput | EnterDatesInput)[] = [];
  /** May throw, with the number of the attempt; the first is 1. */
  beforePage: (attempt: number) => void = () => undefined;
  private pages: EntryPage[] = [];

  /** The pages of the next walk: each names the cursor behind it, but the last. */
  tell(...pages: EntryPage[]): void {
    this.asked.length = 0;
    this.beforePage = () => undefined;
    this.pages = pages;
  }

  enterScheduled = (input: EnterScheduledInput): Promise<EntryPage> => this.page(input);

  enterDates = (input: EnterDatesInput): Promise<EntryPage> => this.page(input);

  private async page(input: EnterScheduledInput | EnterDatesInput): Promise<EntryPage> {
    this.asked.push(input);
    this.beforePage(this.asked.length);
    const behind = input.cursor;
    const nth = behind === undefined ? 0 : this.pages.findIndex(({ cursor }) => cursor === behind) + 1;
    const page = this.pages[nth];
    if (!page) throw new Error('there is no such page');
    return page;
  }
}
