import type { AddDocumentsResponse, AddOutcome, ErrorCode } from '@learnpath/contracts'
import { ServerProblem } from '../../api/server-problem.ts'
import type { PickedFile, PickedFiles } from './picked-files.ts'
import { sendFiles } from './send-files.ts'

export interface RefusedUpload {
  readonly path: string
  readonly code: ErrorCode
}

/** Files that were added together, and how far they are. */
export interface Upload {
  readonly id: number
  readonly collection: string | null
  readonly fileCount: number
  /** Files that the server has answered for. */
  readonly settledCount: number
  readonly outcomes: Readonly<Record<AddOutcome, number>>
  readonly refused: readonly RefusedUpload[]
  readonly leftOut: number
  readonly totalBytes: number
  readonly sentBytes: number
  /** waiting: the server is away or busy; it goes on by itself. */
  readonly state: 'sending' | 'waiting' | 'done' | 'cancelled' | 'failed'
  readonly failure: ServerProblem | null
}

const MOST_FILES = 25
const MOST_BYTES = 16_000_000
const FIRST_WAIT_MS = 500
const LONGEST_WAIT_MS = 5000
const COMES_BACK: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'LP_SERVER_UNREACHABLE',
  'LP_SERVER_STOPPING',
  'LP_SERVER_BUSY',
  'LP_RATE_LIMITED',
])

let uploads: readonly Upload[] = []
let lastId = 0
const listeners = new Set<() => void>()
const cancellations = new Map<number, AbortController>()

/** All uploads of this window since it was opened. They go on while other pages are shown. */
export const allUploads = (): readonly Upload[] => uploads

export function subscribeToUploads(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function tell(): void {
  for (const listener of listeners) listener()
}

function change(id: number, with_: (upload: Upload) => Partial<Upload>): void {
  uploads = uploads.map((upload) => (upload.id === id ? { ...upload, ...with_(upload) } : upload))
  tell()
}

/** Leaving would end it. */
function warnBeforeLeaving(event: BeforeUnloadEvent): void {
  event.preventDefault()
}

export const isUnderWay = ({ state }: Upload): boolean => state === 'sending' || state === 'waiting'

/** Sends the files to the collection, some at a time. A server that is away is waited for. */
export function startUpload({ files, leftOut }: PickedFiles, collection: string | null): void {
  lastId += 1
  const id = lastId
  const totalBytes = files.reduce((sum, { file }) => sum + file.size, 0)
  uploads = [
    {
      id,
      collection,
      fileCount: files.length,
      settledCount: 0,
      outcomes: { added: 0, changed: 0, renamed: 0, unchanged: 0 },
      refused: [],
      leftOut,
      totalBytes,
      sentBytes: 0,
      state: 'sending',
      failure: null,
    },
    // What went well before needs no more place.
    ...uploads.filter((upload) => isUnderWay(upload) || upload.refused.length > 0 || upload.failure !== null),
  ]
  const controller = new AbortController()
  cancellations.set(id, controller)
  window.addEventListener('beforeunload', warnBeforeLeaving)
  tell()
  void run(id, files, collection, controller.signal)
}

export function cancelUpload(id: number): void {
  cancellations.get(id)?.abort()
}

/** Takes one that has ended off the page. */
export function dismissUpload(id: number): void {
  uploads = uploads.filter((upload) => upload.id !== id)
  tell()
}

async function run(
  id: number,
  files: readonly PickedFile[],
  collection: string | null,
  signal: AbortSignal,
): Promise<void> {
  try {
    for (const batch of batchesOf(files)) await sendBatch({ id, batch, collection, signal })
    change(id, ({ totalBytes }) => ({ state: 'done', sentBytes: totalBytes }))
  } catch (error) {
    if (signal.aborted) change(id, () => ({ state: 'cancelled' }))
    else change(id, () => ({ state: 'failed', failure: error instanceof ServerProblem ? error : problemOfBug(error) }))
  } finally {
    cancellations.delete(id)
    if (cancellations.size === 0) window.removeEventListener('beforeunload', warnBeforeLeaving)
  }
}

const problemOfBug = (cause: unknown): ServerProblem =>
  new ServerProblem('LP_INTERNAL', { detail: String(cause), cause })

/** Few enough that progress shows and that little is sent twice after an interruption. */
function batchesOf(files: readonly PickedFile[]): PickedFile[][] {
  const batches: PickedFile[][] = []
  let bytes = 0
  for (const picked of files) {
    const batch = batches.at(-1)
    if (batch === undefined || batch.length === MOST_FILES || bytes + picked.file.size > MOST_BYTES) {
      batches.push([picked])
      bytes = picked.file.size
    } else {
      batch.push(picked)
      bytes += picked.file.size
    }
  }
  return batches
}

interface Batch {
  readonly id: number
  readonly batch: readonly PickedFile[]
  readonly collection: string | null
  readonly signal: AbortSignal
}

async function sendBatch({ id, batch, collection, signal }: Batch): Promise<void> {
  const before = uploads.find((upload) => upload.id === id)?.sentBytes ?? 0
  const bytes = batch.reduce((sum, { file }) => sum + file.size, 0)
  for (let waitMs = FIRST_WAIT_MS; ; waitMs = Math.min(2 * waitMs, LONGEST_WAIT_MS)) {
    try {
      const onProgress = (sent: number): void =>
        change(id, () => ({ state: 'sending', sentBytes: before + Math.min(sent, bytes) }))
      const answer = await sendFiles({ collection, files: batch, signal, onProgress })
      change(id, (upload) => ({ ...settled(upload, answer), state: 'sending', sentBytes: before + bytes }))
      return
    } catch (error) {
      if (!(error instanceof ServerProblem)) throw error
      const unreadable = error.code === 'LP_SERVER_UNREACHABLE' ? await findUnreadable(batch) : null
      if (unreadable !== null) {
        refuse(id, unreadable, 'LP_PATH_UNREADABLE')
        const rest = batch.filter((picked) => picked !== unreadable)
        if (rest.length > 0) await sendBatch({ id, batch: rest, collection, signal })
        return
      }
      if (!COMES_BACK.has(error.code)) {
        await settleFailure({ id, batch, collection, signal }, error)
        return
      }
      change(id, () => ({ state: 'waiting', sentBytes: before }))
      await pause(waitMs, signal)
    }
  }
}

/** A batch that is refused as a whole is sent file by file: one of them is the reason. */
async function settleFailure(failed: Batch, error: ServerProblem): Promise<void> {
  const [first, ...others] = failed.batch
  // A full disk is full for all of them.
  if (error.code === 'LP_STORE_FULL' || first === undefined) throw error
  if (others.length === 0) refuse(failed.id, first, error.code)
  else for (const picked of failed.batch) await sendBatch({ ...failed, batch: [picked] })
}

function refuse(id: number, { path }: PickedFile, code: ErrorCode): void {
  change(id, ({ refused, settledCount }) => ({
    refused: [...refused, { path, code }],
    settledCount: settledCount + 1,
  }))
}

function settled(upload: Upload, { added, refused }: AddDocumentsResponse): Partial<Upload> {
  const outcomes = { ...upload.outcomes }
  for (const { outcome } of added) outcomes[outcome] += 1
  return {
    outcomes,
    refused: [...upload.refused, ...refused.map(({ path, code }) => ({ path, code }))],
    settledCount: upload.settledCount + added.length + refused.length,
  }
}

/** A file that was moved or changed since it was chosen looks to the browser like a server that is away. */
async function findUnreadable(batch: readonly PickedFile[]): Promise<PickedFile | null> {
  for (const picked of batch) {
    try {
      await picked.file.slice(0, 1).arrayBuffer()
    } catch {
      return picked
    }
  }
  return null
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const timer = window.setTimeout(resolve, ms)
    signal.addEventListener('abort', () => {
      window.clearTimeout(timer)
      reject(new DOMException('cancelled', 'AbortError'))
    })
  })
}
