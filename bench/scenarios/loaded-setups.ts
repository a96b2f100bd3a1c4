import { execFile } from 'node:child_process'
import { cp, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { LearnPathClient } from '@learnpath/contracts'
import { conceptsSettled, idle, ROOT, settled, startProduct } from '../../tools/product-process.ts'
import { startServices } from '../../tools/product-services.ts'
import type { BenchmarkContext } from '../benchmark.ts'
import { startPrivateServers } from '../private-servers.ts'
import { keywordCorpus } from './keyword-corpus.ts'
import { libraryOfRows } from './library-by-rows.ts'
import type { MixedSources } from './mixed-requests.ts'
import { useEmbedder } from './use-model.ts'

const CHUNKS = Number(process.env['LEARNPATH_BENCH_CHUNKS'] ?? 20_000)
const QUESTIONS = 1000
/** The graph of documents is made once, in the background, for minutes: it has benchmarks of its own. */
const ENVIRONMENT = { LEARNPATH_LOG_LEVEL: 'warn', LEARNPATH_GRAPH: 'off' }
const SAMPLES = 'samples'

/** LearnPath with a library of 20,000 chunks that has vectors, and the sample library with concepts. */
export interface Setup {
  readonly name: 'embedded' | 'scaled'
  readonly url: string
  readonly client: LearnPathClient
  readonly sources: MixedSources
  /** Ids of processes by what they are called. */
  processes(): Promise<Readonly<Record<string, readonly number[]>>>
  stop(): Promise<void>
}

export interface PreparedLibrary {
  readonly home: string
  readonly questions: readonly string[]
  readonly texts: readonly string[]
}

export async function prepareLibrary(context: BenchmarkContext): Promise<PreparedLibrary> {
  const home = join(context.scratchFolder, 'library')
  const corpus = await readFile(join(context.dataFolder, 'scifact/corpus.jsonl'), 'utf8')
  const texts = corpus
    .trim()
    .split('\n', QUESTIONS)
    .map((line) => (JSON.parse(line) as { text: string }).text)
  const { chunks, questions } = await keywordCorpus(context.dataFolder, QUESTIONS)
  await (await startProduct({ home, environment: ENVIRONMENT })).stop()
  const library = libraryOfRows(
    home,
    chunks.flatMap((chunk) => chunk.split(/(?<=[.!?]) /)),
  )
  context.log(`writing ${CHUNKS} chunks`)
  await library.growTo(CHUNKS)
  const product = await startProduct({ home, environment: ENVIRONMENT })
  context.log('making the indexes')
  await settled(product.client)
  const folder = join(context.modelsFolder, 'potion-base-2M-int8')
  await useEmbedder(product.client, { folder, id: 'potion-base-2m', precision: 'int8' })
  context.log('adding the sample library')
  await product.client.addSampleLibrary()
  await settled(product.client)
  await conceptsSettled(product.client, SAMPLES)
  await idle(product.client)
  await product.stop()
  return { home, questions: questions.map((question) => question.slice(0, 200)), texts }
}

/** One process, as it is by default. */
export async function startEmbedded(context: BenchmarkContext, library: PreparedLibrary): Promise<Setup> {
  const home = join(context.scratchFolder, 'embedded')
  await cp(library.home, home, { recursive: true })
  const product = await startProduct({ home, environment: ENVIRONMENT })
  return {
    name: 'embedded',
    url: product.url,
    client: product.client,
    sources: await sourcesOf(product.client, library),
    processes: async () => await Promise.resolve({ 'all in one': [product.process.pid ?? 0] }),
    async stop() {
      await product.stop()
    },
  }
}

/** PostgreSQL, Redis, gateway, rag, planner, quiz and worker, with the same library moved there. */
export async function startScaled(context: BenchmarkContext, library: PreparedLibrary): Promise<Setup> {
  const home = join(context.scratchFolder, 'scaled')
  await cp(library.home, home, { recursive: true })
  const servers = await startPrivateServers()
  let stopServices: (() => Promise<unknown>) | null = null
  try {
    await promisify(execFile)(process.execPath, [join(ROOT, 'dist/cli.mjs'), 'migrate-store', servers.storeUrl], {
      env: { ...process.env, LEARNPATH_HOME: home },
    })
    const environment = { ...ENVIRONMENT, LEARNPATH_REDIS_URL: servers.redisUrl }
    const services = await startServices({ home, storeUrl: servers.storeUrl, environment })
    stopServices = services.stop
    await settled(services.client)
    return {
      name: 'scaled',
      url: services.url,
      client: services.client,
      sources: await sourcesOf(services.client, library),
      async processes() {
        const own = Object.entries(services.processes).map(([service, processes]) => [
          service,
          processes.map(({ process }) => process.pid ?? 0),
        ])
        return { ...Object.fromEntries(own), ...(await servers.processIds()) }
      },
      async stop() {
        await services.stop()
        await servers.stop()
      },
    }
  } catch (failure) {
    await stopServices?.()
    await servers.stop()
    throw failure
  }
}

async function sourcesOf(client: LearnPathClient, { questions, texts }: PreparedLibrary): Promise<MixedSources> {
  const quiz = await client.call('createQuiz', { body: { collection: SAMPLES, count: 10 } })
  return { questions, texts, collection: SAMPLES, quizId: quiz.id }
}
