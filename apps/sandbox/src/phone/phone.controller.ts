import { Controller, Get, NotFoundException, Param, Redirect, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';

/** The files of the page lie beside `src` and `dist`, which are equally deep. */
const folder = join(import.meta.dirname, '../../page');

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** Nothing but the page's own files, and no text may ever become markup: what customers and businesses write is hostile. */
const headers = {
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; '),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-cache',
};

/** A page that looks like a customer's phone. */
@Controller()
export class PhoneController {
  @Get()
  @Redirect('/phone', 302)
  home(): void {}

  @Get('phone')
  page(@Res() reply: FastifyReply): Promise<void> {
    return send(reply, 'index.html');
  }

  @Get('phone/:file')
  file(@Param('file') file: string, @Res() reply: FastifyReply): Promise<void> {
    return send(reply, file);
  }
}

async function send(reply: FastifyReply, file: string): Promise<void> {
  const type = /^[a-z-]+\.[a-z]+$/.test(file) ? types[extname(file)] : undefined;
  const content = type && (await readFile(join(folder, file)).catch(() => undefined));
  if (!content) throw new NotFoundException(`the phone has no file ${file}`);
  void reply.headers({ ...headers, 'content-type': type }).send(content);
}
