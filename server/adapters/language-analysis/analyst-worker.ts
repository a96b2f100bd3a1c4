import { constants, setPriority } from 'node:os'
import { parentPort } from 'node:worker_threads'
import { analyseDocument } from './analyse-document.ts'
import type { AnalystAnswer, AnalystRequest, AnalystResult, AnalystTask } from './analyst-messages.ts'
import { readChunk } from './reading/read-chunk.ts'

/** Program of the thread that reads documents for their phrases and chunks for what they name, one task after the other. */
function answerTo({ id, task }: AnalystRequest): AnalystAnswer {
  try {
    return { id, ...resultOf(task) }
  } catch (error) {
    return { id, kind: 'failed', detail: error instanceof Error ? error.message : String(error) }
  }
}

function resultOf(task: AnalystTask): AnalystResult {
  if (task.kind === 'analyse') return { kind: 'analysed', analysis: analyseDocument(task.document) }
  return { kind: 'read', readings: task.chunks.map(readChunk) }
}

// Who searches goes before what is read ahead. On Linux alone a thread has a priority of its own.
if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_LOW)

// oxlint-disable-next-line unicorn/require-post-message-target-origin
parentPort?.on('message', (request: AnalystRequest) => parentPort?.postMessage(answerTo(request)))
