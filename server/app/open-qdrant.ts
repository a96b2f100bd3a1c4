import type { Clock } from '../ports/clock.ts'
import type { IdSource } from '../ports/id-source.ts'
import type { KeywordIndexStore } from '../ports/keyword-index-store.ts'
import type { Leadership } from '../ports/leadership.ts'
import type { Logger } from '../ports/logger.ts'
import type { Metrics } from '../ports/metrics.ts'
import type { VectorIndexStore } from '../ports/vector-index.ts'
import type { QdrantSettings } from './qdrant-settings.ts'

export interface QdrantNeeds {
  readonly leadership: Pick<Leadership, 'exclusively'>
  readonly clock: Clock
  readonly idSource: IdSource
  readonly logger: Logger
  readonly metrics: Metrics
}

/** The indexes that a Qdrant server keeps. */
export interface OpenedQdrant {
  /** Null when keywords stay in the data folder. */
  readonly keywordIndexStore: KeywordIndexStore | null
  readonly vectorIndexStore: VectorIndexStore
  /** Where it is, and what keeps it from answering. */
  state(): { readonly server: string; readonly trouble: { readonly code: string; readonly message: string } | null }
  close(): Promise<void>
}

const MS_PER_SECOND = 1000

async function loadCode() {
  const [connection, vectors, keywords] = await Promise.all([
    import('../adapters/qdrant/qdrant-connection.ts'),
    import('../adapters/qdrant/vector-index-store.ts'),
    import('../adapters/qdrant/keyword-index-store.ts'),
  ])
  return { ...connection, ...vectors, ...keywords }
}

/** Loaded only where a Qdrant server is named. @throws LP_QDRANT_UNREACHABLE, LP_QDRANT_REFUSED, LP_QDRANT_FAILED */
export async function openQdrant(settings: QdrantSettings, needs: QdrantNeeds): Promise<OpenedQdrant> {
  const code = await loadCode()
  const connection = code.createQdrantConnection({
    ...settings,
    ...needs,
    timeoutMs: settings.timeoutSeconds * MS_PER_SECOND,
  })
  const { exclusively } = needs.leadership
  const surroundings = { ...needs, connection, layout: settings, exclusively }
  try {
    // Also where only vectors are kept there: a wrong address or key is to be told at the start.
    const vectorIndexStore = code.createQdrantVectorIndexStore(surroundings)
    await vectorIndexStore.list()
    const keywordIndexStore = settings.use === 'all' ? await code.createQdrantKeywordIndexStore(surroundings) : null
    return {
      vectorIndexStore,
      keywordIndexStore,
      state() {
        const trouble = connection.trouble()
        const told = trouble === null ? null : { code: trouble.code, message: trouble.message }
        return { server: connection.name, trouble: told }
      },
      async close() {
        await connection.close()
      },
    }
  } catch (failure) {
    await connection.close()
    throw failure
  }
}
