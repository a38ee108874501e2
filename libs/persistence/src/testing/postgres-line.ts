import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A network line to Postgres that a spec cuts (connections break, new ones are refused) or holds (nothing passes any more). */
export class PostgresLine {
  private readonly sockets = new Set<Socket>();
  private state: 'open' | 'held' | 'cut' = 'open';

  private constructor(
    private readonly server: Server,
    /** The database's address by this line. */
    readonly url: string,
  ) {}

  /** A line to the database at that address. */
  static async to(address: string): Promise<PostgresLine> {
    const far = new URL(address);
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const near = new URL(address);
    near.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    const line = new PostgresLine(server, near.href);
    server.on('connection', (socket) => line.join(socket, connect(Number(far.port || 5432), far.hostname)));
    return line;
  }

  cut(): void {
    this.state = 'cut';
    for (const socket of this.sockets) socket.destroy();
  }

  hold(): void {
    this.state = 'held';
    for (const socket of this.sockets) socket.pause();
  }

  mend(): void {
    this.state = 'open';
    for (const socket of this.sockets) socket.resume();
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private join(near: Socket, far: Socket): void {
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      this.sockets.add(from);
      from.on('data', (bytes) => to.write(bytes));
      from.on('error', () => to.destroy());
      from.on('close', () => {
        this.sockets.delete(from);
        to.destroy();
      });
      if (this.state === 'held') from.pause();
      if (this.state === 'cut') from.destroy();
    }
  }
}
