// Runs a command with a PostgreSQL and a Redis server of its own: `node tools/with-servers.mjs npx vitest run …`. The servers' programs are those
// of the system (Debian's packages); their data and their ports are private and gone at the end. Tests find them by LEARNPATH_TEST_POSTGRES_URL
// and LEARNPATH_TEST_REDIS_URL. With --store first, tests of modules keep their libraries in it as well (LEARNPATH_TEST_STORE_URL); with --durable
// PostgreSQL waits for its disk as it does in use, which tests need not.
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const DEBIAN = '/usr/lib/postgresql'
const USER = 'learnpath'

/** Folder of the newest PostgreSQL there is; null when none is installed. */
function findPostgres() {
  if (!existsSync(DEBIAN)) return null
  const [newest] = readdirSync(DEBIAN).toSorted((one, other) => Number(other) - Number(one))
  return newest === undefined ? null : join(DEBIAN, newest, 'bin')
}

async function freePort() {
  const server = createServer()
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address()
  await new Promise((resolve) => server.close(resolve))
  return port
}

/** PostgreSQL refuses to run as root. */
function ownerOf() {
  if (process.getuid() !== 0) return {}
  const id = (flag) => Number(execFileSync('id', [flag, 'postgres']).toString())
  return { uid: id('-u'), gid: id('-g') }
}

async function startPostgres(programs, { durable }) {
  const folder = mkdtempSync(join(tmpdir(), 'learnpath-postgres-'))
  const owner = ownerOf()
  if (owner.uid !== undefined) chownSync(folder, owner.uid, owner.gid)
  const data = join(folder, 'data')
  const options = { ...owner, cwd: folder, stdio: 'ignore' }
  execFileSync(
    join(programs, 'initdb'),
    ['-D', data, '-A', 'trust', '-U', USER, '-E', 'UTF8', '--locale=C.UTF-8'],
    options,
  )
  const port = await freePort()
  const settings = [
    `-p ${port}`,
    `-k ${folder}`,
    '-c listen_addresses=127.0.0.1',
    `-c fsync=${durable ? 'on' : 'off'}`,
    '-c max_connections=300',
  ]
  const control = (...args) => execFileSync(join(programs, 'pg_ctl'), ['-D', data, '-w', ...args], options)
  control('-o', settings.join(' '), '-l', join(folder, 'log'), 'start')
  return {
    url: `postgres://${USER}@127.0.0.1:${port}/postgres`,
    stop() {
      control('-m', 'immediate', 'stop')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Keeps nothing on disk. */
async function startRedis() {
  const port = await freePort()
  const folder = mkdtempSync(join(tmpdir(), 'learnpath-redis-'))
  const server = spawn('redis-server', ['--port', port, '--bind', '127.0.0.1', '--save', '', '--dir', folder], {
    stdio: 'ignore',
  })
  const stop = () => {
    server.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  }
  const isThere = () => spawnSync('redis-cli', ['-p', port, 'ping']).stdout?.toString().startsWith('PONG')
  for (let attempt = 0; attempt < 200; attempt += 1) {
    if (isThere()) return { url: `redis://127.0.0.1:${port}`, stop }
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  stop()
  throw new Error('redis-server does not answer')
}

const hasRedis = () => spawnSync('redis-server', ['--version']).status === 0

const OPTIONS = new Set(['--store', '--durable'])
const given = process.argv.slice(2)
const rest = given.findIndex((argument) => !OPTIONS.has(argument))
const options = new Set(given.slice(0, rest))
const storesThere = options.has('--store')
const [command, ...args] = given.slice(rest)
const programs = findPostgres()
if (programs === null) console.log('PostgreSQL is not installed: its tests are skipped')
const postgres = programs === null ? null : await startPostgres(programs, { durable: options.has('--durable') })
const redis = hasRedis() ? await startRedis() : null
if (redis === null) console.log('Redis is not installed: its tests are skipped')
const environment = {
  ...(postgres !== null && { LEARNPATH_TEST_POSTGRES_URL: postgres.url }),
  ...(redis !== null && { LEARNPATH_TEST_REDIS_URL: redis.url }),
  ...(postgres !== null && storesThere && { LEARNPATH_TEST_STORE_URL: postgres.url }),
}
try {
  const child = spawn(command, args, { stdio: 'inherit', env: { ...process.env, ...environment } })
  // Told to end, it ends the command first and then its servers.
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  process.exitCode = await new Promise((resolve) => {
    child.once('error', () => resolve(127))
    child.once('exit', (code) => resolve(code ?? 1))
  })
} finally {
  redis?.stop()
  postgres?.stop()
}
