export { ConnectionChange, ConnectionKind, connectionKinds, NewConnection, NewSecrets } from './connection-kinds.js';
export { Connections } from './connections.js';
export { ConnectionNotFound, OtherKind } from './errors.js';
export { KnownConnections, type KnownConnection } from './known-connections.js';
export { rotateSecrets, type Rotation } from './rotate-secrets.js';
