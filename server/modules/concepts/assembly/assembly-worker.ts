import { constants, setPriority } from 'node:os'
import { parentPort } from 'node:worker_threads'
import type { AssemblyAnswer, AssemblyMessage, AssemblyPiece } from './assembly-messages.ts'
import type { PlacesOrder } from './assembler.ts'
import { createAssemblyWork, piecesOf } from './assembly-work.ts'

const work = createAssemblyWork()
let pieces: Iterator<AssemblyPiece, void> = [][Symbol.iterator]()

function answer(message: AssemblyAnswer, moved: readonly ArrayBuffer[] = []): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  parentPort?.postMessage(message, moved)
}

function* eachPlaces(order: PlacesOrder): Generator<AssemblyPiece, void, undefined> {
  for (const places of work.places(order)) yield { places }
}

function answerWithPiece(): void {
  const next = pieces.next()
  const piece = next.value ?? {}
  const moved = piece.places === undefined ? [] : [piece.places.places.buffer as ArrayBuffer]
  answer({ kind: 'piece', piece, last: next.done === true }, moved)
}

async function handle(message: AssemblyMessage): Promise<void> {
  if (message.kind === 'analysis') return work.take(message.analysisId, message.packed)
  if (message.kind === 'assemble') pieces = piecesOf(await work.assemble(message.order))
  if (message.kind === 'places') pieces = eachPlaces(message.order)
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
