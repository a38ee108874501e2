import type { FastifyReply } from 'fastify';
import type { Ending } from './interference.js';

/** Ends a call to the Graph API as it was decided. */
export function finish(reply: FastifyReply, ending: Ending): void {
  switch (ending.kind) {
    case 'answer':
      void reply.status(200).send(ending.body);
      return;
    case 'http_500':
      void reply.status(500).type('text/html').send('<html><body>Internal Server Error</body></html>');
      return;
    case 'silence':
      reply.hijack(); // the connection stays open until the caller gives up or the sandbox ends
      return;
    case 'break':
      reply.hijack();
      reply.raw.destroy();
  }
}
