import { keepNumberSecrets, numberFactsOf, type NumberFacts, type NumberSecretsChange } from '@threadline/persistence';
import type { SecretBox } from '@threadline/platform';
import type { DataSource } from 'typeorm';

/** The workspace has no such number. */
export class NumberNotFound extends Error {
  readonly code = 'number_not_found';
}

/** The WhatsApp numbers of a workspace. Their secrets go in and are never answered. */
export class Numbers {
  constructor(
    private readonly dataSource: DataSource,
    private readonly box: SecretBox,
  ) {}

  list(workspaceId: string): Promise<NumberFacts[]> {
    return numberFactsOf(this.dataSource.manager, this.box, workspaceId);
  }

  /** Replaces or forgets secrets of a number; used from the next call on. @throws {NumberNotFound} */
  async changeSecrets(workspaceId: string, phoneNumberId: string, change: NumberSecretsChange): Promise<NumberFacts> {
    const isKept = await this.dataSource.transaction((tx) =>
      keepNumberSecrets(tx, this.box, { workspaceId, phoneNumberId, change }),
    );
    const number = (await this.list(workspaceId)).find((one) => one.phoneNumberId === phoneNumberId);
    if (!isKept || !number) throw new NumberNotFound(`There is no number ${phoneNumberId}`);
    return number;
  }
}
