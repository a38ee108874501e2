import { z } from 'zod';

/** An id of ours in an address. */
export const Id = z.uuid();
