import type { Worker } from 'node:worker_threads'
import { LearnPathError } from '@learnpath/contracts'
import { breathe } from '../../../kernel/breathe.ts'
import { createMutex } from '../../../kernel/mutex.ts'
import type { DerivedPrerequisite } from '../prerequisites/prerequisite-input.ts'
import type { AssembledConcept, AssembledConcepts } from './assembled-concepts.ts'
import type { AssemblyOrder, ConceptAssembler, ReadAnalysis } from './assembler.ts'
import type { AssemblyAnswer, AssemblyMessage, AssemblyPiece } from './assembly-messages.ts'
import { startAssemblyWorker } from './start-assembly-worker.ts'

/** The analyses of the last collection stay in the thread for so long: edits and new documents come in rows. */
const IDLE_MS = 10_000

/** Starts a thread when there is something to put together and ends it, with all its memory, when there has been nothing for a while. */
export function createAssemblyThread({ idleMs = IDLE_MS }: { readonly idleMs?: number } = {}): ConceptAssembler {
  const exclusively = createMutex()
  let thread: AssemblyThread | null = null
  let idle: NodeJS.Timeout | undefined
  let closed = false

  async function end(): Promise<void> {
    clearTimeout(idle)
    const ending = thread
    thread = null
    await ending?.worker.terminate()
  }

  async function using<Result>(work: (opened: AssemblyThread) => Promise<Result>): Promise<Result> {
    return await exclusively(async () => {
      if (closed) throw new LearnPathError('LP_SERVER_STOPPING')
      clearTimeout(idle)
      thread ??= openThread()
      try {
        thread.worker.ref()
        return await work(thread)
      } catch (error) {
        await end()
        throw closed ? new LearnPathError('LP_SERVER_STOPPING', { cause: error }) : error
      } finally {
        thread?.worker.unref()
        idle = setTimeout(() => void end(), idleMs)
        idle.unref()
      }
    })
  }

  return {
    assemble: async (order, read) => await using(async (opened) => await assembleIn(opened, order, read)),
    places: async (order, read, take) =>
      await using(async (opened) => {
        await giveAnalyses(opened, order.documents, read)
        await takePieces(opened, { kind: 'places', order }, ({ places }) => {
          if (places !== undefined) take(places)
        })
      }),
    async close() {
      closed = true
      await end()
    },
  }
}

interface AssemblyThread {
  readonly worker: Worker
  /** Ids of the analyses that it has. */
  known: Set<number>
  /** @throws LP_INTERNAL when the thread ends instead of answering */
  ask(message: AssemblyMessage): Promise<AssemblyAnswer>
}

function openThread(): AssemblyThread {
  const worker = startAssemblyWorker()
  let waiting: { resolve: (answer: AssemblyAnswer) => void; reject: (error: Error) => void } | null = null
  let failure = ''
  worker.on('message', (answer: AssemblyAnswer) => waiting?.resolve(answer))
  worker.on('error', (error) => {
    failure = error instanceof Error ? error.message : String(error)
  })
  worker.on('exit', (code) => {
    const detail = failure === '' ? `the thread that puts concepts together ended with ${code}` : failure
    waiting?.reject(new LearnPathError('LP_INTERNAL', { detail }))
  })
  return {
    worker,
    known: new Set(),
    ask: async (message) =>
      await new Promise<AssemblyAnswer>((resolve, reject) => {
        waiting = { resolve, reject }
        // oxlint-disable-next-line unicorn/require-post-message-target-origin
        worker.postMessage(message)
      }),
  }
}

/** Those that the thread does not have yet. */
async function giveAnalyses(
  thread: AssemblyThread,
  documents: AssemblyOrder['documents'],
  read: ReadAnalysis,
): Promise<void> {
  for (const { analysisId } of documents) {
    if (thread.known.has(analysisId)) continue
    const packed = await read(analysisId)
    // oxlint-disable-next-line unicorn/require-post-message-target-origin
    if (packed !== null) thread.worker.postMessage({ kind: 'analysis', analysisId, packed } satisfies AssemblyMessage)
    await breathe()
  }
  thread.known = new Set(documents.map(({ analysisId }) => analysisId))
}

async function takePieces(
  thread: AssemblyThread,
  message: AssemblyMessage,
  take: (piece: AssemblyPiece) => void,
): Promise<void> {
  let answer = await thread.ask(message)
  for (;;) {
    if (answer.kind === 'failed') throw new LearnPathError('LP_INTERNAL', { detail: answer.detail })
    take(answer.piece)
    if (answer.last) return
    await breathe()
    answer = await thread.ask({ kind: 'more' })
  }
}

async function assembleIn(
  thread: AssemblyThread,
  order: AssemblyOrder,
  read: ReadAnalysis,
): Promise<AssembledConcepts> {
  await giveAnalyses(thread, order.documents, read)
  const concepts: AssembledConcept[] = []
  const prerequisites: DerivedPrerequisite[] = []
  const documentIds: string[] = []
  const versionHashes: (string | null)[] = []
  let orderTrust = 0
  await takePieces(thread, { kind: 'assemble', order }, (piece) => {
    concepts.push(...(piece.concepts ?? []))
    prerequisites.push(...(piece.prerequisites ?? []))
    documentIds.push(...(piece.documentIds ?? []))
    versionHashes.push(...(piece.versionHashes ?? []))
    orderTrust = piece.orderTrust ?? orderTrust
  })
  return { concepts, prerequisites, documentIds, versionHashes, orderTrust }
}
