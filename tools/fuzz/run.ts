// Fuzzing of the whole product: hostile requests to every address, damaged files to every reader.
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { checkExpressions } from './check-expressions.ts'
import { fuzzEndpoints, replayRequest, type SentRequest } from './endpoints/fuzz-endpoints.ts'
import { Findings, type Finding } from './finding.ts'
import { fuzzReaders, replayReading } from './readers/fuzz-readers.ts'

const { values } = parseArgs({
  options: {
    nightly: { type: 'boolean', default: false },
    seed: { type: 'string' },
    seconds: { type: 'string' },
    only: { type: 'string' },
    services: { type: 'boolean', default: false },
    identity: { type: 'boolean', default: false },
    replay: { type: 'string' },
  },
})

const seconds = Number(values.seconds ?? (values.nightly ? 3600 : 60))
const seed = Number(values.seed ?? Math.floor(Math.random() * 1_000_000))
const folder = await mkdtemp(join(tmpdir(), 'learnpath-fuzz-'))
const findings = new Findings(join(folder, 'findings'))
const setUp = { services: values.services, identity: values.identity }
const dataFolder = process.env['LEARNPATH_TEST_DATA'] ?? join('..', 'shared', 'data')

async function fuzz(): Promise<boolean> {
  console.log(`seed ${seed}, ${seconds} s; the same again: npm run fuzz -- --seed ${seed} --seconds ${seconds}`)
  const share = values.only === undefined ? seconds / 2 : seconds
  const common = { seed, seconds: share, findings }
  if (values.only !== 'readers') {
    const { requests, byStatus, residentMb, slowest } = await fuzzEndpoints({
      ...common,
      folder,
      ...setUp,
    })
    console.log(`${requests} requests, server at ${residentMb} MB; ${JSON.stringify(byStatus)}`)
    console.log(`slowest: ${slowest.subject}, ${slowest.ms} ms`)
  }
  if (values.only !== 'endpoints') {
    const counts = await fuzzReaders({ ...common, folder: join(folder, 'readers'), dataFolder })
    console.log(`damaged files: ${JSON.stringify(counts)}`)
  }
  if (values.nightly) console.log(`${await checkExpressions(findings)} regular expressions looked at`)
  console.log(`${findings.count} findings`)
  return findings.count === 0
}

async function replay(file: string): Promise<boolean> {
  const { replay: given } = JSON.parse(await readFile(file, 'utf8')) as Finding
  const fault = isReading(given)
    ? await replayReading(join(folder, 'readers'), given.reader, given.base64)
    : await replayRequest({ folder, ...setUp }, given as SentRequest)
  console.log(fault === null ? 'nothing wrong' : `still: ${fault}`)
  return fault === null
}

const isReading = (given: unknown): given is { reader: string; base64: string } =>
  typeof given === 'object' && given !== null && 'reader' in given

const isGood = values.replay === undefined ? await fuzz() : await replay(values.replay)
if (isGood) await rm(folder, { recursive: true, force: true, maxRetries: 5 })
process.exitCode = isGood ? 0 : 1
