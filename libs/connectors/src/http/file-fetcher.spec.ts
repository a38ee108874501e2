import { afterEach, beforeEach, expect, it } from '@jest/globals';
import type { ServerResponse } from 'node:http';
import { AddressGuard } from '../guard/address-guard.js';
import { Receiver } from '../testing/a-receiver.js';
import { FileFetcher } from './file-fetcher.js';

const picture = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff]);
const bounds = { types: /^image\/(jpeg|png)$/, maxBytes: 10 };
let server: Receiver;
let fetcher: FileFetcher;

beforeEach(async () => {
  server = await Receiver.open();
  fetcher = new FileFetcher({ guard: new AddressGuard({ allowed: [server.host] }), timeoutMs: 2_000 });
});
afterEach(async () => {
  await fetcher.close();
  await server.close();
});

const serves = (type: string | undefined, bytes: Buffer | Buffer[], status = 200) => {
  server.answer = (_, response) => {
    response.writeHead(status, type === undefined ? {} : { 'content-type': type });
    for (const part of [bytes].flat()) response.write(part);
    response.end();
  };
};
const fetched = (url = server.url('/a.png')) => fetcher.fetch(url, bounds);

it('brings a file byte by byte, with its type', async () => {
  serves('Image/PNG; charset=binary', picture);
  const file = await fetched();
  expect(file).toMatchObject({ outcome: 'fetched', type: 'image/png' });
  expect(file.outcome === 'fetched' && Buffer.from(file.bytes)).toEqual(picture);
});

it('knows the type that many servers misspell', async () => {
  serves('image/jpg', picture);
  expect(await fetched()).toMatchObject({ outcome: 'fetched', type: 'image/jpeg' });
});

it.each<[string, string | undefined, Buffer | Buffer[], number, object]>([
  ['of another type', 'text/html', picture, 200, { outcome: 'no_file', detail: 'its type text/html is not taken' }],
  ['of no type', undefined, picture, 200, { outcome: 'no_file', detail: 'its type unknown is not taken' }],
  [
    'without an end',
    'image/png',
    [picture, picture, picture],
    200,
    { outcome: 'no_file', detail: 'it is larger than 10 bytes' },
  ],
  ['without a byte', 'image/png', [], 200, { outcome: 'no_file', detail: 'the file is empty' }],
  ['that is gone', 'image/png', picture, 404, { outcome: 'no_file', detail: 'its server answered HTTP 404' }],
  [
    'whose server is in trouble',
    'image/png',
    picture,
    503,
    { outcome: 'no_answer', detail: 'its server answered HTTP 503' },
  ],
])('takes no file %s', async (_, type, bytes, status, outcome) => {
  serves(type, bytes, status);
  expect(await fetched()).toEqual(outcome);
});

it('reads nothing of a file that says it is too large', async () => {
  server.answer = (_, response) =>
    response.writeHead(200, { 'content-type': 'image/png', 'content-length': '11' }).flushHeaders();
  expect(await fetched()).toEqual({ outcome: 'no_file', detail: 'it is larger than 10 bytes' });
});

it('follows a redirect, but not out of the public internet', async () => {
  const leadsTo = (location: string) => {
    server.answer = (path: string, response: ServerResponse) =>
      void (path === '/a.png'
        ? response.writeHead(302, { location }).end()
        : response.writeHead(200, { 'content-type': 'image/png' }).end(picture));
  };
  leadsTo('/there.png');
  expect(await fetched()).toMatchObject({ outcome: 'fetched' });
  leadsTo('http://169.254.169.254/latest/meta-data');
  expect(await fetched()).toMatchObject({ outcome: 'refused', reason: 'address_refused' });
});

it.each(['http://127.0.0.1:9/a.png', 'http://[::1]:9/', 'http://localhost:9/', 'http://10.0.0.1/a.png'])(
  'does not go to %s',
  async (url) => expect(await fetched(url)).toMatchObject({ outcome: 'refused', reason: 'address_refused' }),
);
