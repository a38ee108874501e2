import { runApp } from '@threadline/platform';
import { gateway } from './gateway.js';

await runApp(gateway);
