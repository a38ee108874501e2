import { SetMetadata } from '@nestjs/common';
import type { KeyHolder } from '@threadline/workspaces';

/** Where a route notes whom it answers. */
export const answeredRoles = Symbol('roles a route answers');

/** Only keys of these roles may use the route. */
export const ForRoles = (...roles: readonly KeyHolder['role'][]) => SetMetadata(answeredRoles, roles);
