import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { noKeyNeeded } from '@threadline/platform';
import { ApiKeys } from '@threadline/workspaces';
import { RequestProblem } from '../http/problem.js';
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
    if (this.reflector.getAllAndOverride<boolean>(noKeyNeeded, [context.getHandler(), context.getClass()])) return true;
    const request = context.switchToHttp().getRequest<KeyedRequest>();
    const holder = await this.keys.authenticate(keyIn(request.headers.authorization));
    if (!holder) throw new RequestProblem('unauthenticated', 'Send a valid API key: Authorization: Bearer tl_…');
    if (holder.role === 'viewer' && !reading.has(request.method))
      throw new RequestProblem('read_only_key', 'This key is of the role viewer, which changes nothing');
    request.holder = holder;
    return true;
  }
}

const keyIn = (authorization: string | undefined): string => /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1] ?? '';
