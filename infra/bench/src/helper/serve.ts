import { readyId, type Answer, type Question } from './helper.js';

/** What a helper answers, by question; `stop` ends its work. */
export type Answers = Readonly<Record<string, (input: never) => unknown>> & { stop(): unknown };

/** Makes this process a helper: `start` gets the configuration of its order and gives its answers. */
export async function serve<Config>(start: (config: Config) => Promise<Answers>): Promise<void> {
  const answers = await start(JSON.parse(process.argv[2] ?? '{}') as Config);
  process.on('message', (question: Question) => void reply(answers, question));
  process.on('disconnect', () => process.exit());
  tell({ id: readyId, answer: null });
}

async function reply(answers: Answers, { id, name, input }: Question): Promise<void> {
  try {
    const answer = answers[name];
    if (answer === undefined) throw new Error(`there is no answer to ${name}`);
    tell({ id, answer: await answer(input as never) });
  } catch (error) {
    tell({ id, problem: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
}

const tell = (answer: Answer): void => void process.send?.(answer);
