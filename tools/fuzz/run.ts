// Fuzzing of the whole product. See docs/guides or `npm run fuzz -- --help`.
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { fuzzEndpoints, replayRequest } from './endpoints/fuzz-endpoints.ts'
import type { RequestPlan } from './endpoints/request-plan.ts'
import { Findings, type Finding } from './finding.ts'

const { values } = parseArgs({
  options: {
    nightly: { type: 'boolean', default: false },
    seed: { type: 'string' },
    seconds: { type: 'string' },
    only: { type: 'string' },
    replay: { type: 'string' },
  },
})

const seconds = Number(values.seconds ?? (values.nightly ? 3600 : 60))
const seed = Number(values.seed ?? Math.floor(Math.random() * 1_000_000))
const folder = await mkdtemp(join(tmpdir(), 'learnpath-fuzz-'))
const findings = new Findings(join(folder, 'findings'))

async function fuzz(): Promise<boolean> {
  console.log(`seed ${seed}, ${seconds} s; the same again: npm run fuzz -- --seed ${seed} --seconds ${seconds}`)
  const { requests, byStatus, residentMb } = await fuzzEndpoints({ seed, seconds, folder, findings })
  console.log(`${requests} requests, server at ${residentMb} MB; ${JSON.stringify(byStatus)}`)
  console.log(`${findings.count} findings`)
  return findings.count === 0
}

async function replay(file: string): Promise<boolean> {
  const finding = JSON.parse(await readFile(file, 'utf8')) as Finding
  const { endpoint, plan } = finding.replay as { endpoint: string; plan: RequestPlan }
  const fault = await replayRequest(folder, plan, endpoint)
  console.log(fault === null ? 'nothing wrong' : `still: ${fault}`)
  return fault === null
}

const isGood = values.replay === undefined ? await fuzz() : await replay(values.replay)
if (isGood) await rm(folder, { recursive: true, force: true, maxRetries: 5 })
process.exitCode = isGood ? 0 : 1
