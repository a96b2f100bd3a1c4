import type { GraphMode, GraphSearchRequestInput, GraphSearchResponse, SearchResponse } from '@learnpath/contracts'
import type { Clock } from '../../../ports/clock.ts'
import type { RelationalStore } from '../../../ports/relational-store.ts'
import type { LibraryApi } from '../../library/index.ts'
import type { RetrievalApi } from '../../retrieval/index.ts'
import type { GraphModes } from '../graph-api.ts'
import { allowedDocuments } from './allowed-documents.ts'
import { bridgeLeads } from './bridge-leads.ts'
import { entityRarity } from './entity-rarity.ts'
import { globalLeads } from './global-leads.ts'
import { graphHits, type RankedPassage } from './graph-hits.ts'
import type { GraphSearch, Lead } from './graph-search.ts'
import { localLeads } from './local-leads.ts'
import { addedOrder, mixedOrder } from './mixed-order.ts'
import { MODES } from './mode-parameters.ts'
import { obeysReading } from './obeys-reading.ts'
import { entitiesNamed } from './question-names.ts'
import { createQuestionWords } from './question-words.ts'
import { toldRelations } from './told-relations.ts'

export interface GraphModesDependencies {
  readonly store: Pick<RelationalStore, 'db'>
  readonly library: Pick<LibraryApi, 'collection' | 'chunks' | 'matchingDocumentIds'>
  readonly retrieval: Pick<RetrievalApi, 'search' | 'queryTerms' | 'indexState' | 'pages'>
  readonly clock: Pick<Clock, 'monotonicMs'>
}

const DEFAULT_LIMIT = 10

/** Search with the help of the stored graph. Where that has nothing to say, the ordinary search answers, and the answer tells so. */
export function createGraphModes(dependencies: GraphModesDependencies): GraphModes {
  const { retrieval, library, clock } = dependencies
  const { db } = dependencies.store
  return {
    async search({ graphMode = 'mix', ...request }) {
      const startedMs = clock.monotonicMs()
      if (graphMode === 'naive') return withoutGraph(await retrieval.search(request))
      const limit = request.limit ?? DEFAULT_LIMIT
      const ordinary = await retrieval.search({ ...request, limit: Math.max(limit, MODES.ordinaryPassages) })
      const question = [ordinary.reading.words, ...ordinary.reading.phrases].join(' ').trim()
      const search = await openSearch(dependencies, { question, request, ordinary })
      const leads = await leadsOf(search, { graphMode, question, ordinary })
      if (leads.length === 0) return withoutGraph({ ...ordinary, hits: ordinary.hits.slice(0, limit) })
      const hits = await graphHits(search, ranked(graphMode, ordinary, leads).slice(0, limit))
      const rarity = (passages: number): number => entityRarity(passages, search.passages)
      const namedIds = search.named.map(({ id }) => id)
      return {
        ...ordinary,
        hits,
        total: graphMode === 'mix' ? Math.max(ordinary.total, hits.length) : leads.length,
        totalIsExact: false,
        graphMode,
        entities: search.named.map(({ passages, ...entity }) => ({ ...entity, score: rarity(passages) })),
        relations: await toldRelations({ db, library, retrieval }, hits, namedIds),
        tookMs: clock.monotonicMs() - startedMs,
      }
    },
  }
}

function withoutGraph(response: SearchResponse): GraphSearchResponse {
  const hits = response.hits.map((hit) => ({ ...hit, graph: null }))
  return { ...response, hits, graphMode: 'naive', entities: [], relations: [] }
}

interface Asked {
  readonly question: string
  readonly request: Omit<GraphSearchRequestInput, 'graphMode'>
  readonly ordinary: SearchResponse
}

async function openSearch(
  { store, library, retrieval }: GraphModesDependencies,
  { question, request, ordinary }: Asked,
): Promise<GraphSearch> {
  const [{ collections, documentIds }, terms, { chunks: passages }] = await Promise.all([
    allowedDocuments(library, request.filters),
    retrieval.queryTerms(question),
    retrieval.indexState(),
  ])
  const languages = [...new Set(terms.map(({ language }) => language))]
  return {
    db: store.db,
    named: await entitiesNamed(store.db, question, { languages, collections }),
    words: createQuestionWords(terms),
    passages,
    documentIds,
    read: async (ids) => {
      const chunks = await library.chunks([...ids])
      const fitting = chunks.filter(({ text }) => obeysReading(text, ordinary.reading))
      return new Map(fitting.map((chunk) => [chunk.id, chunk]))
    },
  }
}

async function leadsOf(
  search: GraphSearch,
  {
    graphMode,
    question,
    ordinary,
  }: { readonly graphMode: GraphMode; readonly question: string; readonly ordinary: SearchResponse },
): Promise<readonly Lead[]> {
  if (graphMode === 'local') return await localLeads(search)
  if (graphMode === 'global') return await globalLeads(search, question)
  if (graphMode === 'hybrid') {
    return addedOrder(await localLeads(search), await globalLeads(search, question), (left, right) => ({
      ...left,
      entityIds: [...new Set([...left.entityIds, ...right.entityIds])],
      relationIds: [...new Set([...left.relationIds, ...right.relationIds])],
    }))
  }
  return await bridgeLeads(
    search,
    ordinary.hits.map(({ chunkId, documentId, score }) => ({ chunkId: Number(chunkId), documentId, score })),
  )
}

/** The order to show. A score of `mix` is that of the place: what the ordinary search gives to its passage there. */
function ranked(graphMode: GraphMode, ordinary: SearchResponse, leads: readonly Lead[]): RankedPassage[] {
  const hits = new Map(ordinary.hits.map((hit) => [Number(hit.chunkId), hit]))
  if (graphMode !== 'mix') {
    return leads.map((lead) => ({ chunkId: lead.chunkId, score: lead.score, hit: hits.get(lead.chunkId), lead }))
  }
  const leadOf = new Map(leads.map((lead) => [lead.chunkId, lead]))
  const order = mixedOrder(
    [...hits.keys()],
    leads.map(({ chunkId }) => chunkId),
    MODES.keptPassages,
  )
  const scoreAt = (index: number): number => (ordinary.hits[index] ?? ordinary.hits.at(-1))?.score ?? 0
  return order.map((chunkId, index) => ({
    chunkId,
    score: scoreAt(index),
    hit: hits.get(chunkId),
    lead: leadOf.get(chunkId),
  }))
}
