/** Something wrong with a definition: where it stands, what it is, and what to do. An error blocks publishing. */
export interface Problem {
  severity: 'error' | 'warning';
  code: string;
  /** JSON pointer (RFC 6901) into the definition, such as `/steps/remind/next`. */
  path: string;
  message: string;
  /** What to do about it. */
  fix: string;
}

/** What a definition is checked against beyond itself. */
export interface Catalog {
  templates: readonly { name: string; language: string; status: string; variables: readonly string[] }[];
  /** Exact phrases other automations have claimed, normalised, on a number or on all. */
  phraseOwners: readonly { phrase: string; number?: string | undefined; automation: string }[];
  /** The fields contacts may have; absent when nobody knows them. */
  fields?: readonly { name: string; type: string }[];
  /** Names of what else steps may use; absent when nobody knows them. Automations by slug. */
  lists?: readonly string[];
  operators?: readonly string[];
  teams?: readonly string[];
  automations?: readonly string[];
  connections?: readonly string[];
  /** WhatsApp's ids of the workspace's numbers; absent when nobody knows them. */
  numbers?: readonly string[];
}

/** The JSON pointer of a path. */
export const pointer = (...path: readonly PropertyKey[]): string =>
  path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
