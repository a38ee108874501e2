import { z } from 'zod';

/** The name of something that automations name too; in addresses it is percent-encoded. */
export const Name = z.string().trim().min(1).max(100);
