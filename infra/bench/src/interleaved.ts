/** What is measured side by side, by name: each gives a sample when it is its turn. */
export type Arms<Name extends string, Sample> = Readonly<Record<Name, (repeat: number) => Promise<Sample>>>;

/** How often, and who is told where it stands. */
export interface Turns {
  readonly repeats: number;
  readonly tell: (line: string) => void;
}

/**
 * Measures the arms in turn, `repeats` times, so that what the machine does meanwhile happens to all of them. Each repeat begins
 * with another arm.
 */
export async function interleaved<Name extends string, Sample>(
  { repeats, tell }: Turns,
  arms: Arms<Name, Sample>,
): Promise<Record<Name, Sample[]>> {
  const names = Object.keys(arms) as Name[];
  const samples = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<Name, Sample[]>;
  for (let repeat = 0; repeat < repeats; repeat++) {
    const first = repeat % names.length;
    for (const name of [...names.slice(first), ...names.slice(0, first)]) {
      tell(`${repeat + 1} of ${repeats}: ${name}`);
      samples[name].push(await arms[name](repeat));
    }
  }
  return samples;
}
