import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { KeyHolder } from '@threadline/workspaces';
import type { FastifyRequest } from 'fastify';

/** A request whose key was recognised. */
export interface KeyedRequest extends FastifyRequest {
  holder?: KeyHolder;
}

/** Whom the request's API key stands for. */
export const Holder = createParamDecorator<void, KeyHolder>((_, context: ExecutionContext) => {
  const { holder } = context.switchToHttp().getRequest<KeyedRequest>();
  if (!holder) throw new Error('this route answers without a key, so there is no holder');
  return holder;
});
