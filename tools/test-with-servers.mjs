// `npm run test:servers`: every test that uses PostgreSQL or Redis when there is one, with a server of each: those of adapters, those of modules on
// a library, and those of the whole program, which is five processes then. Found by what asks for a server, in them
// or in what they import, so that none is forgotten. Arguments go to vitest.
import { spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './dependencies.mjs'
import { prepareDevelopment } from './run.mjs'

/** How TypeScript that uses a given server asks for its address. A test that starts its own server does the same in `npm test`. */
const ASKS_FOR_SERVER = /process\.env\['LEARNPATH_TEST_(POSTGRES_URL|REDIS_URL|STORE_URL|SERVICES)'\]/

function usesServer(file) {
  return file.endsWith('.ts') && ASKS_FOR_SERVER.test(readFileSync(join(ROOT, file), 'utf8'))
}

const users = ['server', 'e2e', 'tools']
  .flatMap((folder) => readdirSync(join(ROOT, folder), { recursive: true }).map((file) => join(folder, file)))
  .filter((file) => usesServer(file))
await prepareDevelopment()
const vitest = ['node_modules/vitest/vitest.mjs', 'related', '--run', '--project', 'product', '--project', 'e2e']
const command = [process.execPath, ...vitest, ...users, ...process.argv.slice(2)]
const child = spawn(process.execPath, [join('tools', 'with-servers.mjs'), '--store', ...command], {
  cwd: ROOT,
  stdio: 'inherit',
  env: { ...process.env, LEARNPATH_TEST_SERVICES: 'five' },
})
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => child.kill(signal))
child.once('exit', (code) => (process.exitCode = code ?? 1))
