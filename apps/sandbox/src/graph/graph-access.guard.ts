import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { createHash, timingSafeEqual } from 'node:crypto';
import { GraphError } from './graph-error.js';

/** The token that calls must carry. */
export abstract class AccessToken {
  abstract readonly value: string;
}

/** Lets calls to `/v{n}.{m}/…` pass that carry the access token. */
@Injectable()
export class GraphAccess implements CanActivate {
  constructor(private readonly token: AccessToken) {}

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<FastifyRequest<{ Params: { version?: string } }>>();
    if (!/^v\d{1,2}\.\d$/.test(request.params.version ?? ''))
      throw new GraphError(2500, 'the path needs a version such as v25.0');
    const given = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1];
    if (given === undefined || !isSame(given, this.token.value))
      throw new GraphError(190, 'the access token is not valid');
    return true;
  }
}

const digest = (text: string) => createHash('sha256').update(text).digest();
const isSame = (a: string, b: string) => timingSafeEqual(digest(a), digest(b));
