import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ENDPOINTS, type Plan } from '@learnpath/contracts'
import { Command } from 'commander'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { acquireHomeLock, type HomeLock } from '../../server/adapters/sqlite/home-lock.ts'
import { createEdge, type Edge } from '../../server/http/edge.ts'
import { mountPlanRoutes } from '../../server/modules/plans/plans.routes.ts'
import { createPlansRig, createPlanStore } from '../../server/modules/plans/testing/plans-rig.double.ts'
import { smallMaterial } from '../../server/modules/plans/testing/small-material.double.ts'
import { createManualClock } from '../../server/ports/clock.double.ts'
import { createCountingIdSource } from '../../server/ports/id-source.double.ts'
import { createRecordingLogger } from '../../server/ports/logger.double.ts'
import { createRecordingMetrics } from '../../server/ports/metrics.double.ts'
import type { RelationalStore } from '../../server/ports/relational-store.ts'
import { runWith } from './command-maker.ts'
import { addPlanCommands } from './plan-commands.ts'

const text = 'The tide follows the moon around the world every single day. '.repeat(250)

let folder = ''
let store: RelationalStore
let server: Server
let lock: HomeLock
let printed = ''
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'learnpath-plan-command-'))
  store = await createPlanStore(join(folder, 'plans.db'))
  const material = smallMaterial(
    [
      { path: '1-moon.md', title: 'The moon', sections: [{ heading: 'Moon', text }] },
      { path: '2-tide.md', title: 'Tides', sections: [{ heading: 'Tide', text }] },
    ],
    ['moon', 'tide'],
    [['tide', 'moon']],
  )
  const { plans } = await createPlansRig(store, material)
  const edge = createEdge({
    clock: createManualClock(),
    idSource: createCountingIdSource(),
    logger: createRecordingLogger(),
    metrics: createRecordingMetrics(),
    requestTimeoutMs: 10_000,
    maxConcurrentRequests: 20,
  })
  mountPlanRoutes(edge, { plans })
  edge.handle(ENDPOINTS.live, () => ({ status: 'ok' as const, instanceId: 'run_1', checks: { process: 'ok' } }))
  server = createServer((incoming, response) => void answer(edge, incoming, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const identity = { pid: process.pid, instanceId: 'run_1', startedAt: '2026-01-01T00:00:00.000Z' }
  lock = acquireHomeLock(folder, { ...identity, url: null })
  lock.announce({ ...identity, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` })
  vi.stubEnv('LEARNPATH_HOME', folder)
  printed = ''
  vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    printed += String(chunk)
    return true
  })
  vi.spyOn(process.stderr, 'write').mockImplementation(() => true)
})
afterEach(async () => {
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
  server.closeAllConnections()
  server.close()
  lock.release()
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})

async function answer(edge: Edge, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk as Buffer)
  const body = Buffer.concat(chunks)
  const request = new Request(`http://${incoming.headers.host ?? ''}${incoming.url ?? ''}`, {
    method: incoming.method ?? 'GET',
    headers: { 'content-type': incoming.headers['content-type'] ?? 'application/json' },
    ...(body.length > 0 ? { body } : {}),
  })
  const result = await edge.fetch(request)
  response.writeHead(result.status, Object.fromEntries(result.headers))
  response.end(Buffer.from(await result.arrayBuffer()))
}

/** What the command prints. */
async function learnpath(...words: string[]): Promise<string> {
  printed = ''
  const program = new Command('learnpath').exitOverride()
  addPlanCommands(
    program,
    runWith((code) => expect(code).toBe(0)),
  )
  await program.parseAsync(words, { from: 'user' })
  return printed
}

test('a plan is made from a goal, with its modules, reasons and next sessions', async () => {
  const shown = await learnpath('plan', 'understand the tide', '--hours', '2.5', '--days', 'mon,wed,fri')
  expect(shown).toContain('understand the tide')
  expect(shown).toContain('2-tide.md')
  expect(shown).toContain('2026-01-05')
})

test('with --json it is one document, for commands of "plan" too', async () => {
  const plan = JSON.parse(await learnpath('plan', '--json', '--session-minutes', '20')) as Record<string, unknown>
  expect(plan).toMatchObject({ request: { sessionMinutes: 20, hoursPerWeek: 5 } })
  expect(JSON.parse(await learnpath('plan', 'show', '--json'))).toMatchObject({ id: plan['id'] })
  expect(JSON.parse(await learnpath('plans', '--json'))).toMatchObject({ plans: [{ id: plan['id'] }] })
})

test('what was done and missed, dropped modules and other hours are told to the newest plan', async () => {
  await learnpath('plan', '--hours', '2.5')
  expect(JSON.parse(await learnpath('plan', 'done', '--json'))).toMatchObject({ sessions: [{ state: 'done' }, {}] })
  expect(JSON.parse(await learnpath('plan', 'missed', '--json'))).toMatchObject({ revision: 3 })
  const read = JSON.parse(await learnpath('plan', 'done', '--module', '2', '--reading', '1', '--json')) as Plan
  expect(read.modules[1]?.reading[0]?.done).toBe(true)
  const changed = await learnpath('plan', 'change', '--hours', '1', '--deadline', '2026-01-06', '--json')
  expect(JSON.parse(changed)).toMatchObject({
    request: { hoursPerWeek: 1, deadline: '2026-01-06' },
    feasibility: { feasible: false },
  })
  const dropped = JSON.parse(await learnpath('plan', 'drop', '1', '--json')) as Plan
  expect(dropped.modules.length).toBe(1)
  await learnpath('plan', 'delete', dropped.id)
  expect(await learnpath('plans')).toBe('')
})

test('wrong use is told before anything is asked of the server', async () => {
  await expect(learnpath('plan', 'tides', '--days', 'mon,xyz')).rejects.toThrow('"xyz" is no day')
  await expect(learnpath('plan', 'tides', '--hours', '0')).rejects.toThrow('from 0.25 to 80')
  await expect(learnpath('plan', 'change')).rejects.toThrow('say what is to change')
})
