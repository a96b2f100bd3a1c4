import { constants, setPriority } from 'node:os'
import { parentPort } from 'node:worker_threads'
import type { AssemblyAnswer, AssemblyMessage } from './assembly-messages.ts'
import { GraphAssemblyWork } from './assembly-work.ts'
import type { NameToEmbed } from './names-to-embed.ts'

const NAMES_PER_PIECE = 512

const work = new GraphAssemblyWork()
let answers: Iterator<AssemblyAnswer, void> = [][Symbol.iterator]()

function* nameAnswers(names: readonly NameToEmbed[]): Generator<AssemblyAnswer, void, undefined> {
  for (let at = 0; at < names.length; at += NAMES_PER_PIECE) {
    yield { kind: 'names', names: names.slice(at, at + NAMES_PER_PIECE), last: false }
  }
  yield { kind: 'names', names: [], last: true }
}

function* changeAnswers(): Generator<AssemblyAnswer, void, undefined> {
  for (const change of work.changes()) yield { kind: 'change', change, last: false }
  yield { kind: 'change', change: null, last: true }
}

function send(answer: AssemblyAnswer): void {
  const moved =
    answer.kind === 'change' && answer.change?.kind === 'entities'
      ? answer.change.entities.map(({ places }) => places.buffer as ArrayBuffer)
      : []
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  parentPort?.postMessage(answer, moved)
}

function handle(message: AssemblyMessage): void {
  if (message.kind === 'chunks') return work.take(message.versionId, message.document)
  if (message.kind === 'vectors') return work.takeVectors(message.vectors)
  if (message.kind === 'names') answers = nameAnswers(work.names(message.order, message.concepts))
  if (message.kind === 'changes') answers = changeAnswers()
  const next = answers.next()
  if (next.done !== true) send(next.value)
}

// Who searches goes before what is put together behind. On Linux alone a thread has a priority of its own.
if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_LOW)

/** Program of the thread that puts graphs together. */
parentPort?.on('message', (message: AssemblyMessage) => {
  try {
    handle(message)
  } catch (error) {
    send({ kind: 'failed', detail: error instanceof Error ? error.message : String(error) })
  }
})
