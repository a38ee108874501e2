import { environmentOf, publishedPorts, type ComposeFile, type Service } from './compose-file.js';

/** A server that a variable names. The port is unknown where another variable holds it. */
interface Address {
  readonly variable: string;
  readonly host: string;
  readonly port?: number;
}

const withPort = /(?:^|[/@,\s])([a-z][a-z0-9-]*):(\d{2,5})(?=$|[/,\s])/g;

/** Variables that name a server nobody runs, a port nobody listens on, or a server nobody waits for. */
export function networkProblems({ services }: ComposeFile, apps: readonly string[]): string[] {
  return Object.entries(services).flatMap(([name, service]) =>
    addressesIn(service)
      .filter(({ host }) => host !== name && host !== 'localhost')
      .flatMap((address) => {
        const problem = addressProblem(name, address, { services, apps });
        return problem === undefined ? [] : [`${name}: ${address.variable} ${problem}`];
      }),
  );
}

function addressesIn(service: Service): Address[] {
  return Object.entries(environmentOf(service)).flatMap(([variable, value]) => [
    ...[...value.matchAll(withPort)].map(([, host = '', port]) => ({ variable, host, port: Number(port) })),
    ...(/_(HOST|SEEDS)$/.test(variable) ? [{ variable, host: value }] : []),
  ]);
}

function addressProblem(
  name: string,
  { host, port }: Address,
  { services, apps }: { services: ComposeFile['services']; apps: readonly string[] },
): string | undefined {
  const server = services[host];
  if (server === undefined) return `names ${host}, which is no service`;
  const listening = [...(server.expose ?? []), ...publishedPorts(server).map(({ container }) => container)];
  if (port !== undefined && !listening.includes(port))
    return `names ${host}:${port}, which listens on ${listening.join(', ')}`;
  return apps.includes(host) || waitedFor(services, name).has(host)
    ? undefined
    : `names ${host}, which it does not wait for`;
}

/** The services that have started before a service does. */
function waitedFor(services: ComposeFile['services'], name: string): Set<string> {
  const direct = Object.keys(services[name]?.depends_on ?? {});
  return new Set([...direct, ...direct.flatMap((other) => [...waitedFor(services, other)])]);
}
