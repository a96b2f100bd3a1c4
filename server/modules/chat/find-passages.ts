import type {
  AskResponse,
  GraphMode,
  GraphSearchRequestInput,
  GraphSearchResponse,
  SearchHit,
  SearchRequestInput,
} from '@learnpath/contracts'
import type { RetrievalApi } from '../retrieval/index.ts'

export interface PassageSources {
  readonly retrieval: Pick<RetrievalApi, 'search'>
  /** Search with the help of what the documents name. Left out: a graph mode that is asked for is not used, and the answer says so. */
  readonly graphSearch?: ((request: GraphSearchRequestInput) => Promise<GraphSearchResponse>) | undefined
}

export interface FoundPassages {
  readonly hits: readonly SearchHit[]
  /** Set when a graph mode was asked for. */
  readonly graph?: NonNullable<AskResponse['graph']>
}

/** The passages to answer from. */
export async function findPassages(
  { retrieval, graphSearch }: PassageSources,
  request: SearchRequestInput,
  graphMode: GraphMode | undefined,
): Promise<FoundPassages> {
  if (graphMode === undefined) return { hits: (await retrieval.search(request)).hits }
  if (graphSearch === undefined) {
    return { hits: (await retrieval.search(request)).hits, graph: { mode: 'naive', relations: [] } }
  }
  const { hits, graphMode: mode, relations } = await graphSearch({ ...request, graphMode })
  const plain = hits.map((hit): SearchHit => {
    const { graph: _, ...rest } = hit
    return rest
  })
  return { hits: plain, graph: { mode, relations } }
}
