import { setTimeout as sleep } from 'node:timers/promises'
import type { Document, LearnPathClient } from '@learnpath/contracts'

const FIRST_PAUSE_MS = 10
const LONGEST_PAUSE_MS = 250
/** Documents are read about in the order they came: when so many in a row still wait, those after them do too. */
const LOOK_AHEAD = 4

/** Resolves with the documents once none of them waits or is being read; those that were deleted meanwhile are left out. */
export async function awaitDocuments(
  client: LearnPathClient,
  documents: readonly Document[],
  onSettled: (settled: number, latest: Document) => void,
): Promise<Document[]> {
  const settled: Document[] = []
  const settle = (document: Document) => {
    settled.push(document)
    onSettled(settled.length, document)
  }
  let waiting: Document[] = []
  for (const document of documents) {
    if (isWaiting(document)) waiting.push(document)
    else settle(document)
  }
  for (let pauseMs = FIRST_PAUSE_MS; waiting.length > 0; pauseMs = Math.min(pauseMs * 1.5, LONGEST_PAUSE_MS)) {
    await sleep(pauseMs)
    const before = waiting.length
    waiting = await stillWaiting(client, waiting, settle)
    if (waiting.length < before) pauseMs = FIRST_PAUSE_MS
  }
  return settled
}

const isWaiting = ({ state }: Document): boolean => state === 'queued' || state === 'processing'

async function stillWaiting(
  client: LearnPathClient,
  waiting: readonly Document[],
  settle: (document: Document) => void,
): Promise<Document[]> {
  const left: Document[] = []
  for (const [index, { id }] of waiting.entries()) {
    if (left.length >= LOOK_AHEAD) return [...left, ...waiting.slice(index)]
    const document = await client.getDocument(id)
    if (isWaiting(document)) left.push(document)
    else settle(document)
  }
  return left
}
