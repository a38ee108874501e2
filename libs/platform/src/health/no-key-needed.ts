import { SetMetadata, type CustomDecorator } from '@nestjs/common';

/** Metadata key under which a guard finds {@link NoKeyNeeded}. */
export const noKeyNeeded = 'threadline:no-key-needed';

/** Marks a controller or route that answers without an API key. The app's guard honours it. */
export const NoKeyNeeded = (): CustomDecorator => SetMetadata(noKeyNeeded, true);
