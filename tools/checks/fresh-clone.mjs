// What a newcomer does, from nothing: clone, `npm start`, add the samples, ask, stop. Prints how long each part takes.
// `node tools/checks/fresh-clone.mjs [--empty-npm-cache]`
import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ROOT } from '../dependencies.mjs'

const QUESTION = 'Where does the oxygen of photosynthesis come from?'
const START_LIMIT_MS = 300_000

const folder = mkdtempSync(join(tmpdir(), 'learnpath-fresh-'))
const clone = join(folder, 'learnpath')
const seconds = (since) => ((performance.now() - since) / 1000).toFixed(1)

function demand(truth, message) {
  if (!truth) throw new Error(message)
  console.log(`  ok ${message}`)
}

async function freePort() {
  const server = createServer()
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address()
  await new Promise((resolve) => server.close(resolve))
  return port
}

async function json(url, options) {
  const response = await fetch(url, options)
  const body = await response.json()
  if (!response.ok) throw new Error(`${url}: ${response.status} ${JSON.stringify(body)}`)
  return body
}

const post = (url, body = {}) =>
  json(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })

async function until(what, limitMs, attempt) {
  const started = performance.now()
  for (;;) {
    const answer = await attempt().catch(() => null)
    if (answer) return answer
    if (performance.now() - started > limitMs) throw new Error(`not within ${limitMs / 1000} s: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

function sizeMegabytes(path) {
  const files = readdirSync(path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  const blocks = files.map((entry) => statSync(join(entry.parentPath, entry.name)).blocks * 512)
  return Math.round(blocks.reduce((sum, bytes) => sum + bytes, 0) / 1e6)
}

async function run() {
  execFileSync('git', ['clone', '--quiet', ROOT, clone])
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const inherited = Object.entries(process.env).filter(([name]) => !/^(npm_|LEARNPATH_|NODE_OPTIONS)/.test(name))
  const env = { ...Object.fromEntries(inherited), LEARNPATH_HOME: join(folder, 'home'), LEARNPATH_PORT: String(port) }
  if (process.argv.includes('--empty-npm-cache')) env.npm_config_cache = join(folder, 'npm-cache')

  const started = performance.now()
  const program = spawn('npm', ['start'], { cwd: clone, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true })
  let output = ''
  program.stdout.on('data', (bytes) => (output += bytes))
  program.stderr.on('data', (bytes) => (output += bytes))
  const ended = new Promise((resolve) => program.once('exit', (code, signal) => resolve(code ?? signal)))
  try {
    await until('ready', START_LIMIT_MS, async () => {
      if (program.exitCode !== null) return 'ended'
      return (await fetch(`${url}/health/ready`)).ok
    })
    demand(program.exitCode === null, `npm start is ready after ${seconds(started)} s (Node ${process.versions.node})`)
    const size = sizeMegabytes(join(clone, 'node_modules'))
    demand(size < 250, `the installed packages take ${size} MB, below 250 MB`)
    const { added } = await post(`${url}/sample-library`)
    demand(added.length >= 8, `${added.length} sample documents are taken`)
    const { documents } = await until('all samples searchable', 60_000, async () => {
      const status = await json(`${url}/status`)
      return status.documents.queued + status.documents.processing === 0 ? status : null
    })
    demand(documents.searchable === added.length, `all ${documents.searchable} are searchable`)
    const answer = await post(`${url}/ask`, { question: QUESTION })
    demand(
      !answer.abstained && answer.citations.length > 0,
      `first cited answer after ${seconds(started)} s: ${answer.answer}`,
    )
    const [citation] = answer.citations
    const { text } = await json(`${url}/documents/${citation.documentId}/text`)
    demand(
      text.slice(citation.start, citation.end) === citation.text,
      `the quote stands on page ${citation.page} of ${citation.path}`,
    )
    const told = execFileSync('npx', ['learnpath', 'ask', 'Welche Nummer hat der Notruf?', '--json'], {
      cwd: clone,
      env,
    })
    demand(JSON.parse(told).answer.includes('112'), 'npx learnpath ask gives an answer from the running server')
    process.kill(program.pid, 'SIGTERM')
    demand((await ended) === 0, 'SIGTERM ends it with code 0')
    demand(!(await fetch(url).catch(() => null)), 'nobody listens any more')
  } catch (error) {
    console.log(output)
    throw error
  } finally {
    const running = program.exitCode === null && program.signalCode === null
    if (running && program.pid) process.kill(-program.pid, 'SIGKILL')
  }
}

try {
  await run()
  console.log('fresh clone: passed')
} finally {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
}
