import type { Provider } from '@nestjs/common';
import { AddressGuard, HttpCaller } from '@threadline/connectors';
import { SecretBox, SystemClock } from '@threadline/platform';
import { OutgoingCalls, SigningSecrets } from '@threadline/runs';
import { DataSource } from 'typeorm';
import type { Env } from './env.schema.js';

/** Standard Webhooks gives receivers 15 to 30 s; an attempt's own bound is longer. */
const callTimeoutMs = 20_000;
/** Of an answer only what is captured is kept. */
const maxAnswerBytes = 256 * 1_024;

/** What makes the calls of runs. */
export const callProviders = (env: Env): Provider[] => [
  {
    provide: HttpCaller,
    useFactory: () =>
      new HttpCaller({
        guard: new AddressGuard({ allowed: env.CALLS_ALLOWED_HOSTS ?? [] }),
        timeoutMs: callTimeoutMs,
        maxBodyBytes: maxAnswerBytes,
      }),
  },
  {
    provide: OutgoingCalls,
    inject: [DataSource, HttpCaller, SecretBox],
    useFactory: (dataSource: DataSource, http: HttpCaller, box: SecretBox) => {
      const clock = new SystemClock();
      return new OutgoingCalls({ dataSource, http, secrets: new SigningSecrets(dataSource, box, clock), clock });
    },
  },
];
