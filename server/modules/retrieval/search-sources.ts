import { LearnPathError, type SearchRequest } from '@learnpath/contracts'
import type { KeywordIndex } from '../../ports/keyword-index.ts'
import type { SearchModels } from './search-models.ts'
import type { SearchSources } from './search.ts'

/**
 * What serves the request at this moment. Asking for meaning, or for reordering, where no model does that is a mistake of the
 * caller; `auto` takes what there is. @throws LP_MODEL_NONE_ACTIVE
 */
export function sourcesFor(
  { mode, rerank }: SearchRequest,
  index: KeywordIndex,
  models: SearchModels,
): Omit<SearchSources, 'visible'> {
  const reranker = rerank === false ? null : models.reranker()
  if (rerank !== false && reranker === null) {
    throw new LearnPathError('LP_MODEL_NONE_ACTIVE', { detail: 'no reranker was chosen' })
  }
  if (mode === 'keyword') return { index, serving: null, reason: 'keywords were asked for', reranker }
  const serving = models.serving()
  const reason = serving === null ? (models.notServingReason() ?? 'no model serves') : null
  if (serving === null && mode !== 'auto') {
    throw new LearnPathError('LP_MODEL_NONE_ACTIVE', { detail: reason ?? 'no model serves' })
  }
  return { index, serving, reason, reranker }
}
