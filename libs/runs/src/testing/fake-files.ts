import type { FetchedFile, FileFetcher } from '@threadline/connectors';

/** Stands for the servers of files: the same picture everywhere, unless the next answers are scripted. */
export class FakeFiles implements Pick<FileFetcher, 'fetch'> {
  readonly fetched: string[] = [];
  private readonly scripted: (() => FetchedFile | Promise<FetchedFile>)[] = [];

  /** The next file that has no script yet is this one. */
  answerNext(answer: () => FetchedFile | Promise<FetchedFile>): void {
    this.scripted.push(answer);
  }

  fetch = async (url: string): Promise<FetchedFile> => {
    this.fetched.push(url);
    return (await this.scripted.shift()?.()) ?? aPicture('picture');
  };
}

/** A picture with these contents. */
export const aPicture = (contents: string): FetchedFile => ({
  outcome: 'fetched',
  type: 'image/png',
  bytes: new Uint8Array(Buffer.from(contents)),
});
