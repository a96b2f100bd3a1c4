// `npm run test:servers`: every test that uses PostgreSQL or Redis when there is one, with a server of each: those of adapters, those of modules on
// a library, and those of the whole program, which is five processes then. Found by what they import, so that none is forgotten. Arguments go to
// vitest.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './dependencies.mjs'
import { prepareDevelopment } from './run.mjs'

/** A test that imports one of these, however indirectly, uses a server that it is given; one that starts its own does the same in `npm test`. */
const USED_BY_TESTS = [
  'server/adapters/testing/open-test-store.ts',
  'server/adapters/postgres/testing/postgres-database.ts',
  'server/adapters/postgres/testing/postgres-schema.ts',
  'server/adapters/redis/testing/open-connection.ts',
  'e2e/test-database.ts',
  'e2e/start-learnpath.ts',
]

// Otherwise a file that has another name now would leave its tests out, and nobody would hear of it.
for (const file of USED_BY_TESTS) if (!existsSync(join(ROOT, file))) throw new Error(`${file} is not there any more`)
await prepareDevelopment()
const vitest = ['node_modules/vitest/vitest.mjs', 'related', '--run', '--project', 'product', '--project', 'e2e']
const command = [process.execPath, ...vitest, ...USED_BY_TESTS, ...process.argv.slice(2)]
const child = spawn(process.execPath, [join('tools', 'with-servers.mjs'), '--store', ...command], {
  cwd: ROOT,
  stdio: 'inherit',
  env: { ...process.env, LEARNPATH_TEST_SERVICES: 'five' },
})
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => child.kill(signal))
child.once('exit', (code) => (process.exitCode = code ?? 1))
