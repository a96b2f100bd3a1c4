import { constants, setPriority } from 'node:os'
import { parentPort } from 'node:worker_threads'
import { analyseDocument } from './analyse-document.ts'
import type { AnalystAnswer, AnalystRequest } from './analyst-messages.ts'

/** Program of the thread that reads documents for their phrases, one after the other. */
function answerTo({ id, document }: AnalystRequest): AnalystAnswer {
  try {
    return { kind: 'analysed', id, analysis: analyseDocument(document) }
  } catch (error) {
    return { kind: 'failed', id, detail: error instanceof Error ? error.message : String(error) }
  }
}

// Who searches goes before what is read ahead. On Linux alone a thread has a priority of its own.
if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_LOW)

// oxlint-disable-next-line unicorn/require-post-message-target-origin
parentPort?.on('message', (request: AnalystRequest) => parentPort?.postMessage(answerTo(request)))
