/** What is measured side by side, by name: each gives a sample when it is its turn. */
export type Arms<Name extends string, Sample> = Readonly<Record<Name, (repeat: number) => Promise<Sample>>>;

/**
 * Measures the arms in turn, `repeats` times, so that what the machine does meanwhile happens to all of them. Each repeat begins
 * with another arm.
 */
export async function interleaved<Name extends string, Sample>(
  repeats: number,
  arms: Arms<Name, Sample>,
): Promise<Record<Name, Sample[]>> {
  const names = Object.keys(arms) as Name[];
  const samples = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<Name, Sample[]>;
  for (let repeat = 0; repeat < repeats; repeat++) {
    const first = repeat % names.length;
    for (const name of [...names.slice(first), ...names.slice(0, first)]) samples[name].push(await arms[name](repeat));
  }
  return samples;
}
