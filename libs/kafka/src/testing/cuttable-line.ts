import { connect, type Socket } from 'node:net';
import type { ISocketFactory } from 'kafkajs';

const nobodyListens = 1;

/** A network line to Kafka that a spec cuts: open connections break, new ones are refused. */
export class CuttableLine {
  private readonly sockets = new Set<Socket>();
  private isCut = false;

  readonly socketFactory: ISocketFactory = ({ host, port, onConnect }) => {
    const socket = connect({ host, port: this.isCut ? nobodyListens : port }, onConnect);
    this.sockets.add(socket);
    socket.once('close', () => this.sockets.delete(socket));
    return socket;
  };

  cut(): void {
    this.isCut = true;
    // With an error, as the other side's end would have: kafkajs does not notice a socket that closes silently.
    for (const socket of this.sockets) socket.destroy(new Error('the line was cut'));
  }

  mend(): void {
    this.isCut = false;
  }
}
