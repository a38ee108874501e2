import { isLeftAlone } from './npm-parent.js';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const lookMs = 500;

/**
 * Resolves when this process is asked to end by a signal, or is left alone by the npm that started it. Further signals
 * change nothing: the stop goes on.
 */
export const interruption = (npmPid: number | undefined): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of signals) process.on(signal, () => resolve());
    const look = async (): Promise<void> => void ((await isLeftAlone(npmPid)) && resolve());
    if (npmPid !== undefined) setInterval(() => void look(), lookMs).unref();
  });
