import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { noKeyNeeded } from '@threadline/platform';
import { ApiKeys, type KeyHolder } from '@threadline/workspaces';
import { RequestProblem } from '../http/problem.js';
import { answeredRoles } from './for-roles.decorator.js';
import type { KeyedRequest } from './holder.decorator.js';

const reading = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Lets a request in by its API key, except on routes marked as needing none. */
@Injectable()
export class KeyGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly keys: ApiKeys,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const targets = [context.getHandler(), context.getClass()];
    if (this.reflector.getAllAndOverride<boolean>(noKeyNeeded, targets)) return true;
    const request = context.switchToHttp().getRequest<KeyedRequest>();
    const holder = await this.keys.authenticate(keyIn(request.headers.authorization));
    if (!holder) throw new RequestProblem('unauthenticated', 'Send a valid API key: Authorization: Bearer tl_…');
    if (holder.role === 'viewer' && !reading.has(request.method))
      throw new RequestProblem('read_only_key', 'This key is of the role viewer, which changes nothing');
    const roles = this.reflector.getAllAndOverride<KeyHolder['role'][] | undefined>(answeredRoles, targets);
    if (roles && !roles.includes(holder.role))
      throw new RequestProblem('role_not_allowed', `Use a key of the role ${roles.join(' or ')}`);
    request.holder = holder;
    return true;
  }
}

const keyIn = (authorization: string | undefined): string => /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1] ?? '';
