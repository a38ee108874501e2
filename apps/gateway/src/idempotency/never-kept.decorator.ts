import { SetMetadata } from '@nestjs/common';

/** Metadata key of {@link NeverKept}. */
export const neverKept = Symbol('an answer that is never kept');

/** Marks a route whose answer has a secret in it: it is not kept for a repetition of the request. */
export const NeverKept = () => SetMetadata(neverKept, true);
