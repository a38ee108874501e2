import { load } from 'js-yaml';

/** The part of a service of docker-compose.yml that is looked at (https://docs.docker.com/reference/compose-file/services/). */
export interface Service {
  image?: string;
  build?: { context: string; target: string };
  environment?: Record<string, string | number>;
  expose?: number[];
  ports?: string[];
  volumes?: string[];
  depends_on?: Record<string, { condition: string }>;
  healthcheck?: object;
  restart?: string;
}

export interface ComposeFile {
  services: Record<string, Service>;
  volumes?: Record<string, unknown>;
}

/** A port of a service that the host reaches. */
export interface PublishedPort {
  readonly address: string;
  readonly host: number;
  readonly container: number;
}

export const parseCompose = (text: string): ComposeFile => load(text) as ComposeFile;

/** What somebody may give for the variables that Compose demands. */
const given: Record<string, string> = { SECRETS_KEYS: `first:${Buffer.alloc(32).toString('base64')}` };

/** What Compose makes of `${NAME:-default}` when no NAME is set, and of `${NAME:?message}`, which demands one. */
export const interpolated = (text: string): string =>
  text.replace(/\$\{\w+:-([^}]*)\}/g, '$1').replace(/\$\{(\w+):\?[^}]*\}/g, (_, name: string) => given[name] ?? '');

/** A service's variables as the container sees them. */
export const environmentOf = ({ environment = {} }: Service): Record<string, string> =>
  Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, interpolated(String(value))]));

/** Published ports, each written as `address:host:container`. */
export const publishedPorts = ({ ports = [] }: Service): PublishedPort[] =>
  ports.map((port) => {
    const [address = '', host, container] = interpolated(port).split(':');
    return { address, host: Number(host), container: Number(container) };
  });
