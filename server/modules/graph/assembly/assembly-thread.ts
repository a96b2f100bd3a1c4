import type { Worker } from 'node:worker_threads'
import { LearnPathError } from '@learnpath/contracts'
import { breathe } from '../../../kernel/breathe.ts'
import { createMutex } from '../../../kernel/mutex.ts'
import type { AssemblySources, GraphAssembler, GraphOrder } from './assembler.ts'
import type { AssemblyAnswer, AssemblyMessage } from './assembly-messages.ts'
import type { GraphChange } from './graph-change.ts'
import { startGraphAssemblyWorker } from './start-graph-assembly-worker.ts'

/** What was read in the last collection stays in the thread for so long: decisions and new documents come in rows. */
const IDLE_MS = 10_000

/** Starts a thread when there is something to put together and ends it, with all its memory, when there has been nothing for a while. */
export function createGraphAssemblyThread({ idleMs = IDLE_MS }: { readonly idleMs?: number } = {}): GraphAssembler {
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

  return {
    assemble: async (order, sources, take) =>
      await exclusively(async () => {
        if (closed) throw new LearnPathError('LP_SERVER_STOPPING')
        clearTimeout(idle)
        thread ??= openThread()
        try {
          await runIn(thread, { order, sources, take })
        } catch (error) {
          await end()
          throw closed ? new LearnPathError('LP_SERVER_STOPPING', { cause: error }) : error
        } finally {
          thread?.worker.unref()
          idle = setTimeout(() => void end(), idleMs)
          idle.unref()
        }
      }),
    async close() {
      closed = true
      await end()
    },
  }
}

interface AssemblyThread {
  readonly worker: Worker
  /** Versions of the documents that it has, by document. */
  known: Map<string, string>
  tell(message: AssemblyMessage, moved?: readonly ArrayBuffer[]): void
  /** @throws LP_INTERNAL when the thread ends instead of answering */
  ask(message: AssemblyMessage): Promise<AssemblyAnswer>
}

function openThread(): AssemblyThread {
  const worker = startGraphAssemblyWorker()
  let waiting: { resolve: (answer: AssemblyAnswer) => void; reject: (error: Error) => void } | null = null
  let failure: LearnPathError | null = null
  worker.on('message', (answer: AssemblyAnswer) => waiting?.resolve(answer))
  worker.on('error', (error) => {
    failure = new LearnPathError('LP_INTERNAL', { detail: error instanceof Error ? error.message : String(error) })
  })
  worker.on('exit', (code) => {
    failure ??= new LearnPathError('LP_INTERNAL', { detail: `the thread that puts graphs together ended with ${code}` })
    waiting?.reject(failure)
  })
  const tell = (message: AssemblyMessage, moved: readonly ArrayBuffer[] = []): void => {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin
    worker.postMessage(message, moved)
  }
  return {
    worker,
    known: new Map(),
    tell,
    ask: async (message) =>
      await new Promise<AssemblyAnswer>((resolve, reject) => {
        if (failure !== null) return reject(failure)
        waiting = { resolve, reject }
        return tell(message)
      }),
  }
}

interface Run {
  readonly order: GraphOrder
  readonly sources: AssemblySources
  readonly take: (change: GraphChange) => Promise<void>
}

async function runIn(thread: AssemblyThread, { order, sources, take }: Run): Promise<void> {
  thread.worker.ref()
  for (const document of order.documents) await giveDocument(thread, document, sources)
  thread.known = new Map(order.documents.map(({ documentId, versionId }) => [documentId, versionId]))
  await giveVectors(thread, order, sources)
  let answer = await thread.ask({ kind: 'changes' })
  for (;;) {
    if (answer.kind === 'failed') throw new LearnPathError('LP_INTERNAL', { detail: answer.detail })
    if (answer.kind === 'change' && answer.change !== null) await take(answer.change)
    if (answer.kind === 'change' && answer.last) return
    await breathe()
    answer = await thread.ask({ kind: 'more' })
  }
}

async function giveDocument(
  thread: AssemblyThread,
  document: GraphOrder['documents'][number],
  { chunks }: AssemblySources,
): Promise<void> {
  const { documentId, versionId, path } = document
  if (thread.known.get(documentId) === versionId) return
  for await (const some of chunks(document)) {
    thread.tell({ kind: 'chunks', versionId, document: { documentId, path, chunks: some } })
    await breathe()
  }
}

async function giveVectors(thread: AssemblyThread, order: GraphOrder, sources: AssemblySources): Promise<void> {
  let answer = await thread.ask({ kind: 'names', order, concepts: sources.concepts })
  for (;;) {
    if (answer.kind === 'failed') throw new LearnPathError('LP_INTERNAL', { detail: answer.detail })
    if (answer.kind === 'names' && answer.last) return
    if (answer.kind === 'names' && answer.names.length > 0 && sources.vectors !== null) {
      const vectors = await sources.vectors(answer.names)
      thread.tell({ kind: 'vectors', vectors }, [vectors.values.buffer as ArrayBuffer])
    }
    await breathe()
    answer = await thread.ask({ kind: 'more' })
  }
}
