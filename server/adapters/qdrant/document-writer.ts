import { LearnPathError } from '@learnpath/contracts'
import { type Collection, type CollectionState, FIELD, filterOf, holdsAny, stateOperation } from './collection.ts'

/** With so many points or documents waiting, who brings more waits too. */
const FULL_POINTS = 256
const FULL_DOCUMENTS = 64
/** Points of one request at most; a long document takes several. */
const POINTS_PER_REQUEST = 512

export interface NewPoint {
  readonly id: number
  readonly vector: Readonly<Record<string, unknown>>
  readonly payload: Readonly<Record<string, unknown>>
}

interface Batch {
  readonly documents: ReadonlyMap<string, readonly NewPoint[]>
  readonly sequence: number
}

/**
 * Brings documents into a collection. While one request is on its way the changes after it gather, and go together in the next:
 * a single change goes at once, many share requests. Who brings more than a request full waits.
 */
export interface DocumentWriter {
  /** As of the last change that the server has. */
  readonly state: CollectionState
  /** Highest sequence that was brought. */
  readonly sequence: number
  /** Takes the points of a document in place of those it has. @throws what an earlier request failed with */
  replace(sequence: number, documentId: string, points: readonly NewPoint[]): Promise<void>
  /** Resolves when the server has all that was brought. @throws what a request failed with; what it held is to be brought again */
  drain(): Promise<void>
  /** Another process has changed the collection. */
  follow(state: CollectionState): void
}

function operationsOf({ documents }: Batch): unknown[] {
  const points = [...documents.values()].flat()
  const operations: unknown[] = []
  for (let at = 0; at < points.length; at += POINTS_PER_REQUEST) {
    operations.push({ upsert: { points: points.slice(at, at + POINTS_PER_REQUEST) } })
  }
  // What is new comes first: whoever searches meanwhile finds the document in one form at least.
  const kept = points.map(({ id }) => id)
  const replaced = filterOf({
    must: [holdsAny(FIELD.document, documents.keys())],
    must_not: kept.length === 0 ? [] : [{ has_id: kept }],
  })
  return [...operations, { delete: { filter: replaced } }]
}

export function createDocumentWriter(collection: Collection, initial: CollectionState): DocumentWriter {
  let state = initial
  let sequence = initial.sequence
  let pending = new Map<string, readonly NewPoint[]>()
  let pendingPoints = 0
  let running: Promise<void> | null = null
  let failure: LearnPathError | null = null

  const isFull = (): boolean => pendingPoints >= FULL_POINTS || pending.size >= FULL_DOCUMENTS
  const isBehind = (): boolean => pending.size > 0 || sequence > state.sequence

  async function send(batch: Batch): Promise<void> {
    const next = { ...state, sequence: Math.max(state.sequence, batch.sequence), version: state.version + 1 }
    const operations = batch.documents.size === 0 ? [] : operationsOf(batch)
    // A request of many megabytes would hold up searches: long documents are sent in parts, the state with the last.
    while (operations.length > 2) await collection.change(operations.splice(0, 1))
    await collection.change([...operations, stateOperation(next)])
    state = next
  }

  async function run(): Promise<void> {
    try {
      while (isBehind()) {
        const batch = { documents: pending, sequence }
        pending = new Map()
        pendingPoints = 0
        await send(batch)
      }
    } catch (cause) {
      pending.clear()
      pendingPoints = 0
      sequence = state.sequence
      throw cause
    } finally {
      running = null
    }
  }

  /** Whoever waits for it hears of a failure, or the next who brings something. */
  function start(): Promise<void> {
    if (running !== null) return running
    if (!isBehind()) return Promise.resolve()
    running = run()
    running.catch((cause: unknown) => {
      failure = cause instanceof LearnPathError ? cause : new LearnPathError('LP_INTERNAL', { cause })
    })
    return running
  }

  async function waitForRun(): Promise<void> {
    try {
      await start()
    } finally {
      failure = null
    }
  }

  function throwFailure(): void {
    const cause = failure
    failure = null
    if (cause !== null) throw cause
  }

  return {
    get state() {
      return state
    },
    get sequence() {
      return sequence
    },
    async replace(at, documentId, points) {
      throwFailure()
      while (isFull()) await waitForRun()
      pending.delete(documentId)
      if (documentId !== '') pending.set(documentId, points)
      pendingPoints += points.length
      sequence = Math.max(sequence, at)
      void start()
    },
    async drain() {
      while (running !== null || isBehind()) await waitForRun()
      throwFailure()
    },
    follow(other) {
      state = other
      sequence = Math.max(other.sequence, running === null && pending.size === 0 ? 0 : sequence)
    },
  }
}
