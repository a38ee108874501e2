/** The workspace has no such connection, or it was revoked. */
export class ConnectionNotFound extends Error {
  readonly code = 'connection_not_found';

  constructor(id: string) {
    super(`There is no connection ${id}`);
  }
}

/** A connection keeps its kind: its address and its automations depend on it. */
export class OtherKind extends Error {
  readonly code = 'connection_of_other_kind';

  constructor(kind: string) {
    super(`The connection is of the kind ${kind}, which stays: make another connection`);
  }
}
