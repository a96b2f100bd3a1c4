import { constants, setPriority } from 'node:os'
import { parentPort } from 'node:worker_threads'
import type { AssembledConcepts } from './assembled-concepts.ts'
import type { AssemblyAnswer, AssemblyMessage } from './assembly-messages.ts'
import { createAssemblyWork, piecesOf } from './assembly-work.ts'

const work = createAssemblyWork()
let pieces: Iterator<Partial<AssembledConcepts>, void> = [][Symbol.iterator]()

function answer(message: AssemblyAnswer): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  parentPort?.postMessage(message)
}

function answerWithPiece(): void {
  const next = pieces.next()
  answer({ kind: 'piece', piece: next.value ?? {}, last: next.done === true })
}

async function handle(message: AssemblyMessage): Promise<void> {
  if (message.kind === 'analysis') return work.take(message.analysisId, message.packed)
  if (message.kind === 'assemble') pieces = piecesOf(await work.assemble(message.order))
  answerWithPiece()
}

// Who searches goes before what is put together behind. On Linux alone a thread has a priority of its own.
if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_LOW)

/** Program of the thread that puts concepts together. */
parentPort?.on('message', (message: AssemblyMessage) => {
  handle(message).catch((error: unknown) => {
    answer({ kind: 'failed', detail: error instanceof Error ? error.message : String(error) })
  })
})
