/** A metric of one of our apps, summed over its labels; 0 when it has not been counted yet. */
export async function metricOf(
  appUrl: string,
  name: string,
  labels: Readonly<Record<string, string>> = {},
): Promise<number> {
  const response = await fetch(`${appUrl}/metrics`, { signal: AbortSignal.timeout(5_000) });
  return sumOf(await response.text(), name, labels);
}

/** Reads the text format of Prometheus (https://prometheus.io/docs/instrumenting/exposition_formats/). */
export function sumOf(text: string, name: string, labels: Readonly<Record<string, string>> = {}): number {
  const wanted = Object.entries(labels).map(([label, value]) => `${label}="${value}"`);
  return text
    .split('\n')
    .filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `))
    .filter((line) => wanted.every((label) => line.includes(label)))
    .reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' ') + 1)), 0);
}
