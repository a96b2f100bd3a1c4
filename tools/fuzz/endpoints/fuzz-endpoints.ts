import { join } from 'node:path'
import { ENDPOINTS, type Endpoint } from '@learnpath/contracts'
import fc from 'fast-check'
import { hashOf } from '../../../server/kernel/seeded-random.ts'
import type { Findings } from '../finding.ts'
import { sendRaw, type RawAnswer } from '../raw-http.ts'
import { fillLibrary } from './fill-library.ts'
import { fuzzedProgram, type FuzzedSetUp } from './fuzzed-program.ts'
import { faultOf, parseJson } from './judge-answer.ts'
import { KnownValues } from './known-values.ts'
import { requestPlans, type RequestPlan } from './request-plan.ts'
import { writeRequest } from './write-request.ts'

export interface FuzzedPlace extends FuzzedSetUp {
  /** Of this run alone: the library and all that is made. */
  readonly folder: string
}

export interface EndpointFuzzing extends FuzzedPlace {
  readonly seed: number
  readonly seconds: number
  readonly findings: Findings
}

export interface EndpointFuzzingResult {
  readonly requests: number
  readonly byStatus: Readonly<Record<string, number>>
  readonly residentMb: number
  readonly slowest: { readonly subject: string; readonly ms: number }
}

/** Requests to one address in a row, before the next one's turn. */
const IN_A_ROW = 12
const LIMITS = { timeoutMs: 20_000, streamMs: 400 }
/** Of each process. A small library takes a quarter of it. */
const MOST_RESIDENT_MB = 900

/** Sends made requests to every address of a running program until the time is up. */
export async function fuzzEndpoints({
  seed,
  seconds,
  findings,
  ...program
}: EndpointFuzzing): Promise<EndpointFuzzingResult> {
  const target = await openTarget(program)
  const byStatus: Record<string, number> = {}
  let requests = 0
  let slowest = { subject: '', ms: 0 }
  const until = performance.now() + seconds * 1000
  try {
    for (let round = 0; performance.now() < until; round++) {
      for (const endpoint of inOrder(seed + round)) {
        if (performance.now() > until) break
        const send = async (plan: RequestPlan): Promise<void> => {
          const started = performance.now()
          const { fault, status } = await target.send(plan, endpoint)
          const ms = Math.round(performance.now() - started)
          if (ms > slowest.ms) slowest = { subject: subjectOf(endpoint), ms }
          if (ms > 3000) console.log(`slow: ${ms} ms ${status} ${JSON.stringify(plan).slice(0, 400)}`)
          requests += 1
          byStatus[status] = (byStatus[status] ?? 0) + 1
          if (fault !== null && !findings.has({ subject: subjectOf(endpoint), what: fault })) throw new Fault(fault)
        }
        await search(endpoint, hashOf(`${seed} ${round} ${subjectOf(endpoint)}`), send, findings)
        await target.assertHealthy(endpoint, findings)
      }
    }
    return { requests, byStatus, residentMb: await target.residentMb(), slowest }
  } finally {
    await target.close()
  }
}

/** What a finding keeps of a request. */
export interface SentRequest {
  /** Its name among `ENDPOINTS`. */
  readonly endpoint: string
  readonly plan: RequestPlan
}

/** A plan that was found before, sent again to a fresh program. @returns what is wrong with the answer */
export async function replayRequest(
  program: FuzzedPlace,
  { plan, endpoint: name }: SentRequest,
): Promise<string | null> {
  const target = await openTarget(program)
  try {
    const { fault, answer } = await target.send(plan, ENDPOINTS[name as keyof typeof ENDPOINTS])
    console.log(
      answer === null || answer === 'hangs'
        ? String(answer)
        : `${answer.status} ${answer.body.toString('utf8').slice(0, 2000)}`,
    )
    return fault ?? target.faultInLog()
  } finally {
    await target.close()
  }
}

class Fault extends Error {}

const subjectOf = ({ method, path }: Endpoint): string => `${method} ${path}`
const nameOf = (endpoint: Endpoint): string =>
  Object.entries(ENDPOINTS).find(([, each]) => each === endpoint)?.[0] ?? ''

/** Every address once, in an order of the seed; what deletes a lot comes last. */
function inOrder(seed: number): Endpoint[] {
  const all: readonly Endpoint[] = Object.values(ENDPOINTS)
  const [order = []] = fc.sample(fc.shuffledSubarray([...all], { minLength: all.length }), { seed, numRuns: 1 })
  const isDestructive = ({ method }: Endpoint) => method === 'DELETE'
  return [...order.filter((each) => !isDestructive(each)), ...order.filter(isDestructive)]
}

async function search(
  endpoint: Endpoint,
  seed: number,
  send: (plan: RequestPlan) => Promise<void>,
  findings: Findings,
): Promise<void> {
  const details = await fc.check(fc.asyncProperty(requestPlans(endpoint), send), {
    seed,
    numRuns: IN_A_ROW,
    interruptAfterTimeLimit: 120_000,
  })
  if (!details.failed || details.counterexample === null) return
  const { errorInstance } = details
  const what = errorInstance instanceof Error ? errorInstance.message : String(errorInstance)
  await findings.add({
    subject: subjectOf(endpoint),
    what,
    replay: { endpoint: nameOf(endpoint), plan: details.counterexample[0] },
  })
}

interface Target {
  send(
    plan: RequestPlan,
    endpoint: Endpoint,
  ): Promise<{ fault: string | null; status: string; answer: RawAnswer | null | 'hangs' }>
  /** Whether the process lives within its memory and has logged nothing that it should not. */
  assertHealthy(after: Endpoint, findings: Findings): Promise<void>
  faultInLog(): string | null
  residentMb(): Promise<number>
  close(): Promise<void>
}

async function openTarget({ folder, ...setUp }: FuzzedPlace): Promise<Target> {
  const known = new KnownValues()
  const sandbox = join(folder, 'places')
  let programs = 0
  let start = await fuzzedProgram(join(folder, 'home'), setUp)
  let program = await start()
  const fill = async (): Promise<void> => {
    try {
      await fillLibrary(program.client, sandbox, known)
    } catch (failure) {
      await program.stop('SIGKILL')
      throw failure
    }
  }
  const restart = async (): Promise<void> => {
    await program.stop()
    program = await start()
  }
  await fill()
  return {
    async send(plan, endpoint) {
      const { host, port } = new URL(program.url)
      const request = writeRequest(signed(plan, program.key), known, host, sandbox)
      const limits = plan.cutAfterBytes === null ? LIMITS : { ...LIMITS, cutAfterBytes: plan.cutAfterBytes }
      const answer = await sendRaw(Number(port), request, limits)
      if (answer !== null && answer !== 'hangs' && answer.status < 300) known.learn(parseJson(answer.body))
      const status = answer === null ? 'closed' : answer === 'hangs' ? 'hangs' : String(answer.status)
      return { fault: faultOf(answer, endpoint, { plan, pathname: pathnameOf(request.head) }), status, answer }
    },
    async assertHealthy(after, findings) {
      const add = async (what: string) => await findings.add({ subject: subjectOf(after), what, replay: null })
      const fault = faultInLog(program.newOutput())
      if (fault !== null) await add(fault)
      const ended = program.ended()
      if (ended !== null) {
        await add(`the process ended: ${ended}`)
        await restart()
      }
      const resident = await program.residentMb()
      if (resident > MOST_RESIDENT_MB) await add(`the process takes ${resident} MB`)
      if (await isKeyTaken(program.url, program.key)) {
        programs += 1
        start = await fuzzedProgram(join(folder, `home-${programs}`), setUp)
        await restart()
        await fill()
      }
    },
    faultInLog: () => faultInLog(program.newOutput()),
    residentMb: async () => await program.residentMb(),
    close: async () => await program.stop(),
  }
}

/** With the key, unless the plan shows something else for one. */
function signed(plan: RequestPlan, key: string | null): RequestPlan {
  const isSigned = key === null || plan.headers.some(([name]) => name === 'authorization')
  return isSigned ? plan : { ...plan, headers: [['authorization', `Bearer ${key}`], ...plan.headers] }
}

/** Whether a request has revoked the key, or deleted whose it is or its workspace: nothing would be let through any more. */
async function isKeyTaken(url: string, key: string | null): Promise<boolean> {
  if (key === null) return false
  const response = await fetch(`${url}/status`, { headers: { authorization: `Bearer ${key}` } })
  await response.body?.cancel()
  return !response.ok
}

const pathnameOf = (head: string): string => head.split(' ')[1]?.split('?')[0] ?? ''

function faultInLog(text: string): string | null {
  const line = text.split('\n').find((each) => /LP_INTERNAL|"level":"error"|Unhandled|MaxListeners|DEP0/.test(each))
  return line === undefined ? null : `logged: ${line.slice(0, 1500)}`
}
