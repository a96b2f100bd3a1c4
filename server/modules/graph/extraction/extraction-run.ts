import { LearnPathError, type ErrorCode } from '@learnpath/contracts'
import type { Clock } from '../../../ports/clock.ts'
import type { Database } from '../../../ports/relational-store.ts'
import type { LibraryApi } from '../../library/index.ts'
import type { ExtractionRow, ExtractionStore } from './extraction-store.ts'
import { BudgetSpent } from './metered-model.ts'
import { saveReading, shareReadings, type ReadPassage } from './model-readings.ts'
import { passageEstimator } from './passage-estimate.ts'
import { readPassage, type PassageFailure, type PassageReaderDependencies } from './passage-reader.ts'
import { scanPassages, type UnreadPassage } from './unread-passages.ts'
import { byWorth } from './weigh-passages.ts'

export interface ExtractionRunDependencies extends PassageReaderDependencies {
  readonly db: Database
  readonly extractions: ExtractionStore
  readonly library: Pick<LibraryApi, 'chunks'>
  readonly clock: Clock
  /** Told when new readings are stored. */
  readonly reassembleSoon: () => void
}

/** How a run ended: for good, or until the model can be asked again. `fresh`: it had read something before. */
export type RunEnd = 'ended' | { readonly pausedBy: PassageFailure; readonly fresh: boolean }

/** Passages one after the other of which a model made nothing: it is not asked on. */
const PATIENCE = 5
/** The graph is put together anew while an extraction runs, but not for each passage. */
const TELL_EVERY_MS = 20_000

/** Failures of what is between us and the model, and not of the passage. */
const OF_THE_CONNECTION: ReadonlySet<ErrorCode | null> = new Set<ErrorCode | null>([
  'LP_LANGUAGE_MODEL_UNREACHABLE',
  'LP_LANGUAGE_MODEL_BUSY',
  'LP_LANGUAGE_MODEL_MISSING',
  'LP_LANGUAGE_MODEL_UNKNOWN',
])

/** Reads one passage after the other until none is left or the budget is spent. @throws the reason of the signal */
export async function runExtraction(
  dependencies: ExtractionRunDependencies,
  id: string,
  signal: AbortSignal,
): Promise<RunEnd> {
  const { db, extractions, languageModels } = dependencies
  const row = await extractions.find(id)
  if (row === undefined || row.ended_at !== null) return 'ended'
  try {
    const estimate = await passageEstimator(languageModels.get(row.model))
    const scope = { collectionId: row.collection_id, model: row.model, newestChunkId: row.newest_chunk_id }
    const { unread, read } = await scanPassages(db, scope, { estimate, signal })
    if (await shareReadings(db, read, row.model)) dependencies.reassembleSoon()
    const passages = (await byWorth(db, unread)).slice(0, passagesAllowed(row))
    const resumed = await extractions.resume(id, passages.length)
    return resumed === undefined ? 'ended' : await new ExtractionRun(dependencies, resumed, signal).read(passages)
  } catch (failure) {
    if (!(failure instanceof LearnPathError) || !OF_THE_CONNECTION.has(failure.code)) throw failure
    await extractions.pause(id, failure.message)
    return { pausedBy: { code: failure.code, message: failure.message }, fresh: false }
  }
}

const passagesAllowed = (row: ExtractionRow): number =>
  row.maximum_passages === null ? Infinity : row.maximum_passages - row.passages_read - row.passages_failed

class ExtractionRun {
  readonly #dependencies: ExtractionRunDependencies
  readonly #row: ExtractionRow
  readonly #signal: AbortSignal
  /** Passages of which nothing was made since the last of which something was. */
  #vain: { readonly passage: UnreadPassage; readonly read: ReadPassage; readonly failure: PassageFailure }[] = []
  #anyRead = false
  #untold = false
  #toldAt: number

  constructor(dependencies: ExtractionRunDependencies, row: ExtractionRow, signal: AbortSignal) {
    this.#dependencies = dependencies
    this.#row = row
    this.#signal = signal
    this.#toldAt = dependencies.clock.monotonicMs()
  }

  async read(passages: readonly UnreadPassage[]): Promise<RunEnd> {
    const { extractions, reassembleSoon } = this.#dependencies
    const { id } = this.#row
    try {
      for (const passage of passages) {
        const pausedBy = await this.#readOne(passage)
        if (pausedBy !== null) {
          await extractions.pause(id, pausedBy.message)
          return { pausedBy, fresh: this.#anyRead }
        }
        if (this.#vain.length === PATIENCE) {
          await extractions.end(id, 'failed', this.#vain.at(-1)?.failure.message)
          return 'ended'
        }
        this.#tellNowAndThen()
      }
      await this.#giveUpVain()
      await extractions.end(id, 'done')
    } catch (failure) {
      if (!(failure instanceof BudgetSpent)) throw failure
      await this.#giveUpVain()
      await extractions.end(id, 'spent')
    } finally {
      if (this.#untold) reassembleSoon()
    }
    return 'ended'
  }

  /** @returns why the model cannot be asked now; null when it was */
  async #readOne(passage: UnreadPassage): Promise<PassageFailure | null> {
    const { extractions, library, clock } = this.#dependencies
    const signal = this.#signal
    signal.throwIfAborted()
    const [chunk] = await library.chunks([passage.chunkId])
    // Its document has been deleted or has another text.
    if (chunk === undefined) {
      await this.#count({ passages_left: -1 })
      return null
    }
    const startedMs = clock.monotonicMs()
    const spent = { promptTokens: 0, completionTokens: 0 }
    const whole = extractions.budget(this.#row.id)
    const budget = {
      ...whole,
      settle: async (tokens: typeof spent) => {
        spent.promptTokens += tokens.promptTokens
        spent.completionTokens += tokens.completionTokens
        await whole.settle(tokens)
      },
    }
    const outcome = await readPassage(this.#dependencies, { chunk, model: this.#row.model, budget, signal })
    const read = { ...spent, durationMs: clock.monotonicMs() - startedMs }
    if (!outcome.ok) {
      if (OF_THE_CONNECTION.has(outcome.failure.code)) return outcome.failure
      this.#vain.push({ passage, read: { ...read, reading: null }, failure: outcome.failure })
      return null
    }
    await this.#giveUpVain()
    await this.#save(passage, { ...read, reading: outcome.reading }, outcome.rejected)
    return null
  }

  /** What this model made nothing of, though it can read others: it is not asked of them again. */
  async #giveUpVain(): Promise<void> {
    for (const { passage, read } of this.#vain) await this.#save(passage, read, 0)
    this.#vain = []
  }

  async #save(passage: UnreadPassage, read: ReadPassage, rejected: number): Promise<void> {
    const { db } = this.#dependencies
    const { id, model } = this.#row
    const { reading } = read
    await db.transaction().execute(async (transaction) => {
      await saveReading(transaction, passage, { model, read })
      await transaction
        .updateTable('graph_extractions')
        .set((row) => ({
          [reading === null ? 'passages_failed' : 'passages_read']: row(
            reading === null ? 'passages_failed' : 'passages_read',
            '+',
            1,
          ),
          passages_left: row('passages_left', '-', 1),
          entities: row('entities', '+', new Set(reading?.mentions.map(({ key }) => key)).size),
          relations: row('relations', '+', reading?.relations.length ?? 0),
          rejected: row('rejected', '+', rejected),
        }))
        .where('id', '=', id)
        .execute()
    })
    this.#anyRead ||= reading !== null
    this.#untold ||= reading !== null
  }

  async #count({ passages_left: change }: { readonly passages_left: number }): Promise<void> {
    const { db } = this.#dependencies
    await db
      .updateTable('graph_extractions')
      .set((row) => ({ passages_left: row('passages_left', '+', change) }))
      .where('id', '=', this.#row.id)
      .execute()
  }

  #tellNowAndThen(): void {
    const { clock, reassembleSoon } = this.#dependencies
    if (!this.#untold || clock.monotonicMs() - this.#toldAt < TELL_EVERY_MS) return
    this.#untold = false
    this.#toldAt = clock.monotonicMs()
    reassembleSoon()
  }
}
