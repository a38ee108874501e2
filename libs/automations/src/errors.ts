import type { Problem } from '@threadline/automation';
import type { PhraseOwner } from '@threadline/persistence';

/** The workspace has no such automation. */
export class AutomationNotFound extends Error {
  readonly code = 'automation_not_found';

  constructor(id: string) {
    super(`There is no automation ${id}`);
  }
}

/** What was sent is no definition: it cannot even be kept as a draft. Every problem names its place. */
export class InvalidDefinition extends Error {
  readonly code = 'invalid_definition';

  constructor(readonly problems: readonly Problem[]) {
    super('This is not the definition of an automation');
  }
}

/** The draft has errors: it stays a draft until they are gone. */
export class NotPublishable extends Error {
  readonly code = 'not_publishable';

  constructor(readonly problems: readonly Problem[]) {
    super('The draft has errors and cannot be published');
  }
}

/** The draft was changed since it was read. */
export class StaleDraft extends Error {
  readonly code = 'stale_draft';

  constructor(seen: number, current: number) {
    super(`The draft is at revision ${current}, not ${seen}: read it again and repeat your change`);
  }
}

/** Another automation has claimed an exact phrase. */
export class PhraseTaken extends Error {
  readonly code = 'phrase_taken';

  constructor(readonly owners: readonly PhraseOwner[]) {
    const named = owners.map(({ phrase, automation }) => `"${phrase}" starts the automation "${automation}"`);
    super(`One phrase starts one automation: ${named.join(', ')}`);
  }
}

/** The automation has no version that could be switched on or off. */
export class NeverPublished extends Error {
  readonly code = 'never_published';

  constructor() {
    super('The automation was never published: publish it first');
  }
}

/** The automation belongs to a setting of the workspace. */
export class KeptBySetting extends Error {
  readonly code = 'kept_by_setting';

  constructor() {
    super('This automation follows a setting of the workspace: change `optOutConfirmation` there');
  }
}

/** The template cannot confirm opt-outs. */
export class ConfirmationRefused extends Error {
  readonly code = 'confirmation_refused';

  constructor(readonly problems: readonly Problem[]) {
    super('The template must be approved, without variables, and no marketing');
  }
}
