import { mkdirSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { ENDPOINTS, type CreateGenerationRequest, type Generation } from '@learnpath/contracts'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { acquireHomeLock, type HomeLock } from '../../../server/adapters/sqlite/home-lock.ts'
import { createEdge, type Edge } from '../../../server/http/edge.ts'
import { eventStream } from '../../../server/http/event-stream.ts'
import { mountModelsRoutes } from '../../../server/modules/models/models.routes.ts'
import {
  createModelsFixture,
  manifestOf,
  TOKENIZER,
  WEIGHTS,
  type ModelsFixture,
} from '../../../server/modules/models/testing/models-fixture.ts'
import { createRecordingMetrics } from '../../../server/ports/metrics.double.ts'
import { createProgram } from '../program.ts'

interface Running {
  readonly fixture: ModelsFixture
  readonly server: Server
  readonly lock: HomeLock
}

const open: Running[] = []
afterEach(async () => {
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
  for (const { fixture, server, lock } of open.splice(0)) {
    server.closeAllConnections()
    server.close()
    lock.release()
    await fixture.cleanUp()
  }
})

/** A server with the addresses of models, of jobs, and of generations that are complete after two looks at them. */
async function startServer(): Promise<ModelsFixture> {
  const fixture = await createModelsFixture({ languages: { en: 3 } })
  fixture.describe(manifestOf())
  fixture.describe(manifestOf({ id: 'tiny-reranker', task: 'rerank', dimensions: null, pooling: 'none' }), 'two.json')
  const edge = createEdge({
    ...fixture,
    metrics: createRecordingMetrics(),
    requestTimeoutMs: 10_000,
    maxConcurrentRequests: 20,
  })
  mountModelsRoutes(edge, fixture)
  mountSurroundings(edge, fixture)
  const server = createServer((incoming, response) => {
    void answer(edge, incoming, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const identity = { pid: process.pid, instanceId: 'run_1', startedAt: '2026-01-01T00:00:00.000Z' }
  const lock = acquireHomeLock(fixture.folder, { ...identity, url: null })
  lock.announce({ ...identity, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` })
  open.push({ fixture, server, lock })
  vi.stubEnv('LEARNPATH_HOME', fixture.folder)
  return fixture
}

async function answer(edge: Edge, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  const pieces: Buffer[] = []
  for await (const piece of incoming) pieces.push(piece as Buffer)
  const leaving = new AbortController()
  response.on('close', () => leaving.abort())
  const headers = incoming.headers as Record<string, string>
  const request = new Request(`http://127.0.0.1${incoming.url}`, {
    method: String(incoming.method),
    headers,
    signal: leaving.signal,
    ...(pieces.length === 0 ? {} : { body: Buffer.concat(pieces) }),
  })
  const answered = await edge.fetch(request)
  response.writeHead(answered.status, Object.fromEntries(answered.headers))
  try {
    if (answered.body !== null) for await (const piece of answered.body) response.write(piece)
  } catch {
    // The caller has left the stream of events.
  }
  response.end()
}

function mountSurroundings(edge: Edge, { jobQueue, eventBus }: ModelsFixture): void {
  edge.handle(ENDPOINTS.live, () => ({ status: 'ok' as const, instanceId: 'run_1', checks: { process: 'ok' } }))
  edge.handle(ENDPOINTS.getJob, async ({ params }) => (await jobQueue.get(params.id)) as never)
  edge.handle(ENDPOINTS.events, () =>
    eventStream({
      stopping: edge.stopping,
      keyOf: ({ type }: { type: string }) => type,
      open: (sink) => eventBus.subscribe((event) => sink.send(event)),
    }),
  )
  let generation: Generation | null = null
  let looks = 0
  let reranker: string | null = 'before'
  const made = ({ model, precision = 'int8' }: CreateGenerationRequest): Generation => ({
    id: 'gen_1',
    model,
    revision: 'a',
    precision,
    dimensions: 8,
    inputVersion: '1',
    state: 'building',
    chunks: { done: 0, total: 10 },
    lag: 0,
    sizeBytes: 100,
    failure: null,
    createdAt: '2026-01-01T00:00:00.000Z',
    activatedAt: null,
  })
  edge.handle(ENDPOINTS.planGeneration, ({ body: { model, precision = 'int8' } }) => ({
    model,
    precision,
    chunks: 10,
    diskBytes: 2000,
    freeBytes: 5_000_000_000,
    estimatedSeconds: 120,
    languages: { known: ['en'], weak: ['de'] },
  }))
  edge.handle(ENDPOINTS.createGeneration, ({ body }) => (generation = made(body)))
  edge.handle(ENDPOINTS.listGenerations, () => {
    looks += 1
    if (generation !== null && looks > 1) {
      generation = { ...generation, state: 'serving', chunks: { done: 10, total: 10 } }
    }
    return { generations: generation === null ? [] : [generation] }
  })
  edge.handle(
    ENDPOINTS.deactivateGeneration,
    () => (generation = { ...made({ model: 'tiny', activate: true }), state: 'standby' }),
  )
  edge.handle(ENDPOINTS.setReranker, ({ body }) => {
    reranker = body.model
    return { model: reranker, precision: null }
  })
}

/** What the command writes to standard output and to standard error, and its exit code. */
async function run(...args: string[]): Promise<{ out: string; err: string; code: number }> {
  let out = ''
  let err = ''
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => ((out += String(text)), true))
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => ((err += String(text)), true))
  let code = 0
  try {
    await createProgram((exit) => (code = exit)).parseAsync(['node', 'learnpath', ...args])
  } finally {
    vi.restoreAllMocks()
  }
  return { out, err, code }
}

describe('learnpath models', () => {
  it('lists models, profiles and what suits the library', async () => {
    const fixture = await startServer()
    fixture.describe('{', 'broken.json')
    const { out, err } = await run('models', 'list')
    expect(out).toMatch(/^ {2}tiny +embed +en +MIT +300\.0 KB +not here$/mu)
    expect(out).toMatch(/accurate +e5-base-v2 \+ bge-reranker-base/u)
    expect(out).toContain('Recommended: balanced. The documents are in English: en (3).')
    expect(err).toContain('broken.json is left out')
    const { out: json } = await run('models', 'list', '--json')
    expect(JSON.parse(json)).toMatchObject({ recommended: { profile: 'balanced' }, folder: fixture.modelsFolder })
  })

  it('pulls by name and tells what came', async () => {
    await startServer()
    const { out, err, code } = await run('models', 'pull', 'tiny')
    expect({ out, code }).toEqual({ out: 'tiny is here (300.0 KB, MIT).\n', code: 0 })
    expect(err).toContain('learnpath models use tiny')
    const { out: json } = await run('models', 'pull', 'tiny', '--json')
    expect(JSON.parse(json)).toMatchObject({ models: [{ manifest: { id: 'tiny' } }] })
  })

  it('pulls what suits the library when nothing is named, says why, and fails with the error of the job', async () => {
    const fixture = await startServer()
    fixture.server.put('onnx/model.onnx', TOKENIZER)
    fixture.server.put('config.json', TOKENIZER)
    await expect(run('models', 'pull')).rejects.toMatchObject({
      code: 'LP_MODEL_FILES_WRONG',
      message: expect.stringMatching(/^The files are not those of the model: onnx\/model\.onnx/u),
    })
    await expect(run('models', 'pull', 'nothing')).rejects.toMatchObject({ code: 'LP_MODEL_UNKNOWN' })
  })

  it('queues only with --no-wait', async () => {
    const fixture = await startServer()
    const { out } = await run('models', 'pull', 'tiny', '--no-wait', '--json')
    const { jobs } = JSON.parse(out) as { jobs: { id: string }[] }
    expect(jobs).toHaveLength(1)
    await fixture.ended(jobs[0] as never)
  })

  it('imports, quantizes, verifies, measures and removes', async () => {
    const fixture = await startServer()
    const folder = join(fixture.folder, 'stick')
    mkdirSync(folder)
    writeFileSync(join(folder, 'config.json'), '{"hidden_size":8}')
    writeFileSync(join(folder, 'tokenizer.json'), TOKENIZER)
    writeFileSync(join(folder, 'model.onnx'), WEIGHTS)
    const imported = await run('models', 'import', folder, '--id', 'mine')
    expect(imported.out).toMatch(/mine is here\.\n {2}Task +embedder \(onnx\)\n {2}Dimensions +8, mean pooling/u)
    expect(imported.err).toContain('Assumed: nothing about the licence')
    const quantized = await run('models', 'quantize', 'mine')
    expect(quantized.out).toMatch(/mine is here as int8 \(150\.0 KB\)\.\n {2}Size +50\.0 % of the original/u)
    expect(quantized.out).toContain('cosine 0.9995 mean, 0.9985 worst of 38 texts')
    expect(await run('models', 'verify', 'mine')).toMatchObject({
      code: 0,
      out: expect.stringContaining('ok    model.onnx'),
    })
    fixture.quantizer.fidelity(0.9)
    expect(await run('models', 'verify', 'mine')).toMatchObject({ code: 1 })
    expect((await run('models', 'bench', 'mine')).out).toMatch(/^none +1\.00 s to load +2 tokens\/s/mu)
    expect((await run('models', 'remove', 'mine', '--precision', 'int8')).out).toBe('Removed mine as int8.\n')
    expect((await run('models', 'remove', 'mine')).out).toBe('Removed mine.\n')
  })

  it('shows what an embedder takes, builds, and waits until it serves', async () => {
    await startServer()
    const { out, err } = await run('models', 'use', 'tiny', '--precision', 'int4')
    expect(err).toContain('tiny (int4): 10 passages, 2.0 KB of 5.0 GB free, about 2 min. Search goes on meanwhile.')
    expect(err).toContain('Not made for de: there keywords decide.')
    expect(out).toBe('tiny serves: 10 passages can be found by meaning.\n')
    const { out: json } = await run('models', 'use', 'tiny', '--reranker', 'none', '--json')
    expect(JSON.parse(json)).toMatchObject({ generation: { state: 'serving' }, reranker: { model: null } })
  })

  it('takes a reranker alone, a profile, or none', async () => {
    await startServer()
    expect((await run('models', 'use', 'tiny-reranker')).out).toBe('tiny-reranker reorders hits.\n')
    await expect(run('models', 'use', 'tiny-reranker', '--reranker', 'x')).rejects.toMatchObject({
      code: 'LP_REQUEST_INVALID',
    })
    const { out } = await run('models', 'use', 'balanced', '--no-wait')
    expect(out).toContain('ms-marco-minilm-l-6-v2 reorders hits.')
    expect(out).toContain('all-minilm-l6-v2 is being built (gen_1)')
    expect((await run('models', 'use', 'none')).out).toMatch(
      /^Hits are not reordered\.\nSearch goes by keywords alone\./u,
    )
  })

  it('refuses a precision that there is not, and lists generations by default', async () => {
    await startServer()
    await expect(run('models', 'quantize', 'tiny', '-p', 'int2')).rejects.toMatchObject({
      code: 'commander.invalidArgument',
    })
    expect((await run('generations')).err).toContain('Search goes by keywords alone.')
    await run('models', 'use', 'tiny')
    expect((await run('generations', 'list')).out).toMatch(
      /^gen_1 +serving +tiny int8 +10 of 10 passages +100 bytes$/mu,
    )
  })
})
