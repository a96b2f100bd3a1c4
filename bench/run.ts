import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Measurement } from './benchmark.ts'
import { describeEnvironment, isMet } from './environment.ts'

/**
 * `npm run bench [-- name…] [--date YYYY-MM-DD]`: runs benchmarks one after the other, each in a fresh process, prints a table
 * and writes bench/results/<name>.json. Ends with 1 when a promise is not kept.
 */
const FOLDER = fileURLToPath(new URL('.', import.meta.url))
const KINDS = ['micro', 'scenarios', 'quality']

async function benchmarkFiles(): Promise<string[]> {
  const files = await Promise.all(
    KINDS.map(async (kind) => {
      const names = await readdir(join(FOLDER, kind)).catch(() => [])
      return names.filter((name) => name.endsWith('.bench.ts')).map((name) => join(FOLDER, kind, name))
    }),
  )
  return files.flat()
}

const nameOf = (file: string): string => basename(file, '.bench.ts')

interface Outcome {
  readonly name: string
  readonly measurements: readonly Measurement[]
  readonly failure: string | null
}

async function runInFreshProcess(file: string): Promise<Outcome> {
  const scratch = await mkdtemp(join(tmpdir(), 'learnpath-bench-'))
  const result = join(scratch, 'result.json')
  const args = ['--expose-gc', '--import', 'tsx', join(FOLDER, 'run-one.ts'), file, join(scratch, 'work'), result]
  await mkdir(join(scratch, 'work'))
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'inherit', 'inherit'] })
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve))
  try {
    if (code !== 0) return { name: nameOf(file), measurements: [], failure: `ended with ${code ?? 'a signal'}` }
    const measurements = JSON.parse(await readFile(result, 'utf8')) as Measurement[]
    return { name: nameOf(file), measurements, failure: null }
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

function print({ name, measurements, failure }: Outcome): void {
  console.log(`\n${name}`)
  if (failure !== null) console.log(`  FAILED: ${failure}`)
  const width = Math.max(0, ...measurements.map((one) => one.name.length))
  for (const one of measurements) {
    const target = one.target === undefined ? '' : `${one.target.operator} ${one.target.value}`
    const verdict = one.target === undefined ? '' : isMet(one) ? 'kept' : 'NOT KEPT'
    const value = `${Number(one.value.toPrecision(4))} ${one.unit}`
    console.log(
      `  ${one.name.padEnd(width)}  ${value.padStart(16)}  ${target.padEnd(10)} ${verdict}  ${one.note ?? ''}`.trimEnd(),
    )
  }
}

const words = process.argv.slice(2)
const dateAt = words.indexOf('--date')
const date = dateAt < 0 ? new Date().toISOString().slice(0, 10) : (words.splice(dateAt, 2)[1] ?? '')
const known = await benchmarkFiles()
const unknown = words.filter((word) => !known.some((file) => nameOf(file) === word))
if (unknown.length > 0) {
  console.error(`No such benchmark: ${unknown.join(', ')}. There are: ${known.map(nameOf).join(', ')}.`)
  process.exit(2)
}
const environment = await describeEnvironment(date)
let broken = 0
await mkdir(join(FOLDER, 'results'), { recursive: true })
for (const file of known.filter((one) => words.length === 0 || words.includes(nameOf(one)))) {
  const outcome = await runInFreshProcess(file)
  print(outcome)
  broken += outcome.failure === null ? outcome.measurements.filter((one) => !isMet(one)).length : 1
  if (outcome.failure !== null) continue
  const record = { benchmark: outcome.name, ...environment, measurements: outcome.measurements }
  await writeFile(join(FOLDER, 'results', `${outcome.name}.json`), `${JSON.stringify(record, null, 2)}\n`)
}
console.log(broken === 0 ? '\nAll promises kept.' : `\n${broken} not kept.`)
process.exitCode = broken === 0 ? 0 : 1
