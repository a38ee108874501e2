import { argv, exit, stderr, stdout } from 'node:process';
import { runCli } from './cli/run-cli.js';

const { exitCode, text } = await runCli(argv.slice(2), (line) => stderr.write(`${line}\n`));
(exitCode === 0 ? stdout : stderr).write(text);
exit(exitCode);
