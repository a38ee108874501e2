import { inTransaction, resealBatch, rotationStart, type RotationPlace } from '@threadline/persistence';
import type { SecretBox } from '@threadline/platform';
import type { DataSource } from 'typeorm';

/** What a rotation came to. `unopenable` says, in words, which rows no key opens; they are left as they were. */
export interface Rotation {
  resealed: number;
  unopenable: string[];
}

const rowsInABatch = 200;

/**
 * Seals every stored secret with the box's current key, in batches of a transaction each. Broken off, it is begun again: what
 * is done is not done twice. Afterwards, when nothing was unopenable, the other keys are no longer needed.
 */
export async function rotateSecrets(dataSource: DataSource, box: SecretBox, limit = rowsInABatch): Promise<Rotation> {
  const rotation: Rotation = { resealed: 0, unopenable: [] };
  for (let after: RotationPlace | undefined = rotationStart; after;) {
    const batch: Awaited<ReturnType<typeof resealBatch>> = await reseal(dataSource, box, { after, limit });
    rotation.resealed += batch.resealed;
    rotation.unopenable.push(...batch.unopenable.map(({ message }) => message));
    after = batch.next;
  }
  return rotation;
}

const reseal = (dataSource: DataSource, box: SecretBox, batch: { after: RotationPlace; limit: number }) =>
  inTransaction(dataSource, (tx) => resealBatch(tx, box, batch));
