import { createRequire } from 'node:module'
import { Worker } from 'node:worker_threads'
import { LearnPathError } from '@learnpath/contracts'

/** Plain JavaScript, because it runs both from the sources and from the bundle: opens `file`, runs `sql`, posts the rows. */
const WORKER_SOURCE = `
const { workerData, parentPort } = require('node:worker_threads')
const Database = require(workerData.driver)
try {
  const database = new Database(workerData.file)
  database.exec('PRAGMA busy_timeout = 5000')
  parentPort.postMessage({ rows: database.prepare(workerData.sql).all(workerData.parameters) })
  database.close()
} catch (error) {
  parentPort.postMessage({ failure: { code: String(error.code), message: String(error.message) } })
}
`

interface Answer {
  readonly rows?: readonly Readonly<Record<string, unknown>>[]
  readonly failure?: { readonly code: string; readonly message: string }
}

/** What a statement that runs for long is run on: a connection of its own in a thread of its own. */
export interface SqliteWorkerRequest {
  readonly file: string
  readonly sql: string
  readonly parameters?: readonly unknown[]
}

/** Runs one long statement without holding up the event loop. @throws LP_STORE_FULL, LP_STORE_DAMAGED, LP_INTERNAL */
export async function runInSqliteWorker(
  request: SqliteWorkerRequest,
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const driver = createRequire(import.meta.url).resolve('libsql')
  const worker = new Worker(WORKER_SOURCE, { eval: true, workerData: { parameters: [], ...request, driver } })
  const answer = await new Promise<Answer>((resolve, reject) => {
    worker.once('message', resolve)
    worker.once('error', reject)
    worker.once('exit', (code) => reject(new LearnPathError('LP_INTERNAL', { detail: `worker ended with ${code}` })))
  })
  await worker.terminate()
  if (answer.failure !== undefined) throw workerError(answer.failure)
  return answer.rows ?? []
}

function workerError(failure: { readonly code: string; readonly message: string }): LearnPathError {
  const { code, message } = failure
  if (code.startsWith('SQLITE_FULL')) return new LearnPathError('LP_STORE_FULL', { detail: message })
  if (code.startsWith('SQLITE_CORRUPT') || code.startsWith('SQLITE_NOTADB')) {
    return new LearnPathError('LP_STORE_DAMAGED', { detail: message })
  }
  return new LearnPathError('LP_INTERNAL', { detail: message })
}
