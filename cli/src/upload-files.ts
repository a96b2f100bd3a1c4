import { createReadStream } from 'node:fs'
import { access, constants } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { LearnPathError, type AddedDocument, type LearnPathClient, type RefusedFile } from '@learnpath/contracts'
import { readableError, type FoundFile } from './scan-paths.ts'

export interface UploadOptions {
  readonly collection?: string
  readonly tags: readonly string[]
  readonly password?: string
  readonly onProgress: (sentBytes: number, path: string) => void
}

export interface UploadResult {
  readonly added: AddedDocument[]
  readonly refused: RefusedFile[]
}

const BATCH_FILES = 50
const BATCH_BYTES = 64_000_000
const MAX_WAITS = 100

/** Sends the files in requests of bounded size. When the server asks to come back later, waits as long as it says. */
export async function uploadFiles(
  client: LearnPathClient,
  files: readonly FoundFile[],
  options: UploadOptions,
): Promise<UploadResult> {
  const result: UploadResult = { added: [], refused: [] }
  let sentBefore = 0
  for (const batch of batchesOf(files)) {
    const readable = await dropUnreadable(batch, result.refused)
    if (readable.length > 0) await sendBatch(client, readable, { ...options, sentBefore, result })
    sentBefore += batch.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
  }
  return result
}

function* batchesOf(files: readonly FoundFile[]): Generator<FoundFile[]> {
  let batch: FoundFile[] = []
  let bytes = 0
  for (const file of files) {
    if (batch.length >= BATCH_FILES || (batch.length > 0 && bytes + file.sizeBytes > BATCH_BYTES)) {
      yield batch
      batch = []
      bytes = 0
    }
    batch.push(file)
    bytes += file.sizeBytes
  }
  if (batch.length > 0) yield batch
}

async function dropUnreadable(batch: readonly FoundFile[], refused: RefusedFile[]): Promise<FoundFile[]> {
  const readable: FoundFile[] = []
  for (const file of batch) {
    try {
      await access(file.file, constants.R_OK)
      readable.push(file)
    } catch (failure) {
      refused.push(refusal(file.path, readableError(failure)))
    }
  }
  return readable
}

interface BatchOptions extends UploadOptions {
  readonly sentBefore: number
  readonly result: UploadResult
}

async function sendBatch(client: LearnPathClient, batch: readonly FoundFile[], options: BatchOptions): Promise<void> {
  const { collection, tags, password, sentBefore, result } = options
  for (let waits = 0; ; waits++) {
    let doneBytes = sentBefore
    let current = 0
    try {
      const response = await client.addDocuments({
        ...(collection === undefined ? {} : { collection }),
        tags,
        files: batch.map(({ file, path, modifiedAt }) => ({
          path,
          modifiedAt,
          ...(password === undefined ? {} : { password }),
          bytes: createReadStream(file),
        })),
        onProgress(path, sentBytes) {
          if (sentBytes < current) doneBytes += current
          current = sentBytes
          options.onProgress(doneBytes + current, path)
        },
      })
      result.added.push(...response.added)
      result.refused.push(...response.refused)
      return
    } catch (failure) {
      if (!(failure instanceof LearnPathError)) throw failure
      if (COMES_BACK.has(failure.code) && waits < MAX_WAITS) {
        await sleep((failure.context.retryAfterSeconds ?? 1) * 1000)
      } else if (batch.length === 1 && failure.status < 500) {
        result.refused.push(refusal(batch[0]?.path ?? '', failure))
        return
      } else throw failure
    }
  }
}

/** The server is full, or wants files to come more slowly. */
const COMES_BACK: ReadonlySet<string> = new Set(['LP_SERVER_BUSY', 'LP_RATE_LIMITED'])

const refusal = (path: string, { code, message, advice }: LearnPathError): RefusedFile => ({
  path,
  code,
  message,
  advice,
})
