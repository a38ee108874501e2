/** A stage of a Dockerfile: what it starts from (a stage or an image) and its instructions, continued lines joined. */
export interface Stage {
  readonly from: string;
  readonly instructions: readonly string[];
}

export type Stages = ReadonlyMap<string, Stage>;

/** The named stages of a Dockerfile. */
export function parseDockerfile(text: string): Stages {
  const lines = text.replace(/\\\n/g, ' ').split('\n');
  const starts = lines.flatMap((line, index) => (line.startsWith('FROM ') ? [index] : []));
  return new Map(
    starts.map((start, position) => {
      const [, from = '', , name = ''] = (lines[start] ?? '').split(/\s+/);
      return [name, { from, instructions: lines.slice(start + 1, starts[position + 1]).filter((line) => line !== '') }];
    }),
  );
}

/** The last instruction of a kind (`EXPOSE`) that counts in a stage, its own or one it starts from, without the keyword. */
export function instructionOf(stages: Stages, name: string, keyword: string): string | undefined {
  const stage = stages.get(name);
  const own = stage?.instructions.findLast((line) => line.startsWith(`${keyword} `));
  return own?.slice(keyword.length + 1) ?? (stage && instructionOf(stages, stage.from, keyword));
}
