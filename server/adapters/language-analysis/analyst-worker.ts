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

// oxlint-disable-next-line unicorn/require-post-message-target-origin
parentPort?.on('message', (request: AnalystRequest) => parentPort?.postMessage(answerTo(request)))
