import { join } from 'node:path'
import type { KeywordIndexStore } from '../ports/keyword-index-store.ts'
import { INDEX_FOLDERS } from './index-folders.ts'
import type { OpenedQdrant, QdrantNeeds } from './open-qdrant.ts'
import type { Settings } from './settings.ts'

/** Null when no Qdrant server is named. */
export async function openQdrantOrNot({ qdrant }: Settings, needs: QdrantNeeds): Promise<OpenedQdrant | null> {
  if (qdrant === null) return null
  const { openQdrant } = await import('./open-qdrant.ts')
  return await openQdrant(qdrant, needs)
}

/** The keyword index of the server that is named, or one in the data folder. */
export async function openKeywordIndex(
  { home }: Settings,
  { qdrant, logger }: Pick<QdrantNeeds, 'logger'> & { readonly qdrant: OpenedQdrant | null },
): Promise<KeywordIndexStore> {
  const served = qdrant?.keywordIndexStore ?? null
  if (served !== null) return served
  const [{ createLocalKeywordIndexStore }, { createLocalKeywordIndex }] = await Promise.all([
    import('../adapters/local-index/keyword-index-store.ts'),
    import('../adapters/local-index/keyword-index.ts'),
  ])
  return await createLocalKeywordIndexStore({
    folder: join(home, INDEX_FOLDERS.keyword),
    openIndex: async (folder) => await createLocalKeywordIndex({ folder }),
    logger,
  })
}
