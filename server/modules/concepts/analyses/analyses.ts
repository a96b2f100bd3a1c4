import { LearnPathError, type ErrorCode } from '@learnpath/contracts'
import { outsideScopes } from '../../../kernel/access/access-scope.ts'
import type { ParsedDocument } from '../../../ports/parsed-document.ts'
import type { ConceptsDependencies } from '../concepts-dependencies.ts'
import { authorHints } from '../prerequisites/author-hints.ts'
import type { AnalysableVersion, AnalysisStore } from './analysis-store.ts'
import { definitionTexts } from './definition-texts.ts'

/** Brings analyses up to the documents as they are. */
export interface Analyses {
  /**
   * Analyses the searchable version of a document unless that has been done; concurrent calls share one run.
   * @returns the collection whose concepts have changed by it; null when nothing was to do
   */
  ensure(documentId: string, signal?: AbortSignal): Promise<string | null>
  /** Like `ensure`, for somebody who waits: tries twice, then gives up. Never throws because of the document. */
  ensureOrGiveUp(documentId: string): Promise<string | null>
  /** Writes down that a document cannot be analysed, so that nobody waits for it. */
  giveUp(documentId: string, cause: unknown): Promise<void>
}

export function createAnalyses(dependencies: ConceptsDependencies, store: AnalysisStore): Analyses {
  const { library, analyst, clock, metrics, logger } = dependencies
  const running = new Map<string, Promise<string | null>>()

  async function analyse(version: AnalysableVersion, signal: AbortSignal | undefined): Promise<string | null> {
    const { documentId, ownTitle: title, language } = version
    const startedMs = clock.monotonicMs()
    const document = await library.text(documentId)
    // The contract tells of blocks and marks only as much as every client understands; these come from our own parsers.
    const analysable = { ...(document as Pick<ParsedDocument, 'text' | 'blocks' | 'marks' | 'pages'>), title, language }
    const analysis = await analyst.analyse(analysable, signal)
    const stored = { analysis, definitions: definitionTexts(document, analysis), hints: authorHints(analysable) }
    // When the version is not the searchable one any more, the change that replaced it has been logged and is followed.
    const saved = await store.save(version, stored)
    metrics.conceptsAnalysed('ready', (clock.monotonicMs() - startedMs) / 1000)
    return saved ? version.collectionId : null
  }

  async function ensureOnce(documentId: string, signal: AbortSignal | undefined): Promise<string | null> {
    const version = await store.version(documentId)
    if (version === null || version.settled) return null
    try {
      return await analyse(version, signal)
    } catch (error) {
      if (isGone(error)) return null
      throw error
    }
  }

  async function ensure(documentId: string, signal?: AbortSignal): Promise<string | null> {
    const known = running.get(documentId)
    if (known !== undefined) return await known
    // For everybody who waits for it, not for the one who happened to be first.
    const run = outsideScopes(() => ensureOnce(documentId, signal)).finally(() => running.delete(documentId))
    running.set(documentId, run)
    return await run
  }

  async function giveUp(documentId: string, cause: unknown): Promise<void> {
    const version = await store.version(documentId)
    if (version === null || version.settled) return
    const code: ErrorCode = cause instanceof LearnPathError ? cause.code : 'LP_INTERNAL'
    logger.warn('the concepts of a document could not be found', { documentId, code, error: String(cause) })
    metrics.conceptsAnalysed('failed', 0)
    await store.saveFailure(version, code)
  }

  return {
    ensure,
    async ensureOrGiveUp(documentId) {
      try {
        return await ensure(documentId)
      } catch (first) {
        if (isStopping(first)) throw first
        try {
          return await ensure(documentId)
        } catch (error) {
          if (isStopping(error) || isOfTheStore(error)) throw error
          await giveUp(documentId, error)
          return null
        }
      }
    },
    giveUp,
  }
}

const isStopping = (error: unknown): boolean => error instanceof LearnPathError && error.code === 'LP_SERVER_STOPPING'
const isOfTheStore = (error: unknown): boolean => error instanceof LearnPathError && error.code.startsWith('LP_STORE_')

const isGone = (error: unknown): boolean =>
  error instanceof LearnPathError && (error.code === 'LP_DOCUMENT_NOT_FOUND' || error.code === 'LP_DOCUMENT_NOT_READY')
