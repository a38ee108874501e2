import { searchAttribute } from '@threadline/contracts';
import { Connection } from '@temporalio/client';
import { task, type Stage } from '../stage/stage.js';

/** Custom search attributes of our workflows, all of type Keyword. */
export const searchAttributes: readonly string[] = Object.values(searchAttribute);

const namespace = 'default';
const keyword = 2; // temporal.api.enums.v1.IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD

/** Registers the search attributes that a server of the user's own lacks. The embedded one gets them by its arguments. */
export const registeredSearchAttributes = (address: string): Stage =>
  task('Search attributes', async () => {
    const connection = await Connection.connect({ address, connectTimeout: 5000 }).catch((error: unknown) => {
      throw new Error(`on the Temporal server at ${address}`, { cause: error });
    });
    try {
      const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
      const missing = searchAttributes.filter((name) => !(name in (customAttributes ?? {})));
      const asKeywords = Object.fromEntries(missing.map((name) => [name, keyword]));
      if (missing.length > 0)
        await connection.operatorService.addSearchAttributes({ namespace, searchAttributes: asKeywords });
    } finally {
      await connection.close();
    }
  });
