import { setTimeout as sleep } from 'node:timers/promises'
import {
  LearnPathError,
  type Generation,
  type GenerationPlan,
  type LearnPathClient,
  type Precision,
  type RerankerChoice,
} from '@learnpath/contracts'
import { withConnection } from '../connection.ts'
import { createProgress, sizeText } from '../progress.ts'
import type { Terminal } from '../terminal.ts'

export interface UseOptions {
  readonly precision?: Precision
  readonly reranker?: string
  readonly wait: boolean
}

const PAUSE_MS = 250
const NONE = 'none'

/** What is to serve; undefined leaves it as it is, null is none. */
interface Choice {
  readonly embedder: string | null | undefined
  readonly reranker: string | null | undefined
}

/** What `--json` gives; null for what was not changed. */
interface UseReport {
  readonly plan: GenerationPlan | null
  readonly generation: Generation | null
  readonly reranker: RerankerChoice | null
}

/** Chooses the models that search by meaning and reorder hits. Before vectors are built it tells what that takes. */
export async function useModel(terminal: Terminal, choice: string, options: UseOptions): Promise<number> {
  const report = await withConnection({ ingest: true }, async ({ client, embedded }) => {
    const { embedder, reranker } = await chosen(client, choice, options)
    // First what is quick to refuse: a reranker that is not there.
    const reordering = reranker === undefined ? null : await setReranker(terminal, client, { reranker, options })
    if (embedder === undefined) return { plan: null, generation: null, reranker: reordering }
    if (embedder === null) {
      return { plan: null, generation: await serveByKeywords(terminal, client), reranker: reordering }
    }
    const built = await build(terminal, client, { model: embedder, options })
    if (!options.wait && embedded) terminal.note('It is built the next time LearnPath runs.')
    return { ...built, reranker: reordering }
  })
  terminal.result(report satisfies UseReport)
  return 0
}

async function chosen(client: LearnPathClient, choice: string, { reranker }: UseOptions): Promise<Choice> {
  const asked = reranker === undefined ? undefined : reranker === NONE ? null : reranker
  if (choice === NONE) return { embedder: null, reranker: asked ?? null }
  const { profiles } = await client.listModels()
  const profile = profiles.find(({ name }) => name === choice)
  if (profile !== undefined) {
    return { embedder: profile.embedder, reranker: asked === undefined ? profile.reranker : asked }
  }
  const { manifest } = await client.getModel(choice)
  if (manifest.task === 'embed') return { embedder: choice, reranker: asked }
  if (asked !== undefined) {
    const detail = `${choice} is a reranker itself; --reranker goes with an embedder`
    throw new LearnPathError('LP_REQUEST_INVALID', { detail })
  }
  return { embedder: undefined, reranker: choice }
}

async function setReranker(
  terminal: Terminal,
  client: LearnPathClient,
  { reranker, options }: { readonly reranker: string | null; readonly options: UseOptions },
): Promise<RerankerChoice> {
  const precision = options.precision === undefined ? {} : { precision: options.precision }
  const now = await client.setReranker({ model: reranker, ...precision })
  terminal.line(now.model === null ? 'Hits are not reordered.' : `${now.model} reorders hits.`)
  return now
}

async function serveByKeywords(terminal: Terminal, client: LearnPathClient): Promise<Generation | null> {
  const { generations } = await client.listGenerations()
  const serving = generations.find(({ state }) => state === 'serving')
  const stopped = serving === undefined ? null : await client.deactivateGeneration(serving.id)
  terminal.line('Search goes by keywords alone. Vectors that are there are kept: learnpath generations')
  return stopped
}

async function build(
  terminal: Terminal,
  client: LearnPathClient,
  { model, options }: { readonly model: string; readonly options: UseOptions },
): Promise<{ plan: GenerationPlan; generation: Generation }> {
  const request = { model, ...(options.precision === undefined ? {} : { precision: options.precision }) }
  const plan = await client.planGeneration(request)
  for (const line of planLines(plan)) terminal.note(line)
  const started = await client.createGeneration(request)
  if (!options.wait) {
    terminal.line(`${model} is being built (${started.id}) and serves once it is complete.`)
    return { plan, generation: started }
  }
  const generation = await complete(terminal, client, started)
  terminal.line(`${model} serves: ${generation.chunks.done} passages can be found by meaning.`)
  return { plan, generation }
}

function planLines({
  model,
  precision,
  chunks,
  diskBytes,
  freeBytes,
  estimatedSeconds,
  languages,
}: GenerationPlan): string[] {
  const form = precision === 'none' ? 'as delivered' : precision
  const time = estimatedSeconds === null ? 'how long is not known yet' : `about ${timeText(estimatedSeconds)}`
  const disk = `${sizeText(diskBytes)} of ${sizeText(freeBytes)} free`
  const weak = languages.weak.length === 0 ? [] : [`Not made for ${languages.weak.join(', ')}: there keywords decide.`]
  return [`${model} (${form}): ${chunks} passages, ${disk}, ${time}. Search goes on meanwhile.`, ...weak]
}

function timeText(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`
  return seconds < 5400 ? `${Math.ceil(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`
}

/** @throws what made it fail */
async function complete(terminal: Terminal, client: LearnPathClient, started: Generation): Promise<Generation> {
  const progress = createProgress(terminal, started.model)
  try {
    for (let current: Generation | undefined = started; ;) {
      if (current === undefined) {
        throw new LearnPathError('LP_GENERATION_NOT_FOUND', { detail: 'it was dropped meanwhile' })
      }
      if (current.failure !== null) throw new LearnPathError(current.failure.code, { detail: current.failure.message })
      if (current.state === 'serving') return current
      const { done, total } = current.chunks
      progress.update(done, total, `${done} of ${total} passages`)
      await sleep(PAUSE_MS)
      const { generations } = await client.listGenerations()
      current = generations.find(({ id }) => id === started.id)
    }
  } finally {
    progress.end()
  }
}
