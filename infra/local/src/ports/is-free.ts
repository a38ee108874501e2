import { createServer } from 'node:net';

/** Whether this process could listen on the TCP port of 127.0.0.1. */
export const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(false) : reject(new Error(`Port ${port}: ${error.message}`)),
    );
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
