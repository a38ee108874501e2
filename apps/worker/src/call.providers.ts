import type { Provider } from '@nestjs/common';
import { AddressGuard, FileFetcher, HttpCaller } from '@threadline/connectors';
import { SecretBox, SystemClock } from '@threadline/platform';
import { OutgoingCalls, SigningSecrets } from '@threadline/runs';
import { DataSource } from 'typeorm';
import type { Env } from './env.schema.js';

/** Standard Webhooks gives receivers 15 to 30 s; an attempt's own bound is longer. */
const callTimeoutMs = 20_000;
/** For the file of a message, which is uploaded and sent in the same attempt. */
const fileTimeoutMs = 20_000;
/** Of an answer only what is captured is kept. */
const maxAnswerBytes = 256 * 1_024;

/** What makes the calls of runs, and fetches the files of their messages. */
export const callProviders = (env: Env): Provider[] => [
  { provide: AddressGuard, useFactory: () => new AddressGuard({ allowed: env.CALLS_ALLOWED_HOSTS ?? [] }) },
  {
    provide: HttpCaller,
    inject: [AddressGuard],
    useFactory: (guard: AddressGuard) =>
      new HttpCaller({ guard, timeoutMs: callTimeoutMs, maxBodyBytes: maxAnswerBytes }),
  },
  {
    provide: FileFetcher,
    inject: [AddressGuard],
    useFactory: (guard: AddressGuard) => new FileFetcher({ guard, timeoutMs: fileTimeoutMs }),
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
