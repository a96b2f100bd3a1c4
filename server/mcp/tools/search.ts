import { SearchRequest, SearchResponse } from '@learnpath/contracts'
import { z } from 'zod'
import { passageText, PassageView, viewOf } from '../passage-view.ts'
import { defineTool } from '../tool.ts'
import { filtersOf, Scope } from './scope.ts'

const MOST_PASSAGES = 20

export const search = defineTool({
  name: 'search',
  title: 'Search the documents',
  description:
    'Finds the passages of the user’s own documents that fit a query best, by words and (when a model serves) by meaning. Use it to look something up or to see what the documents say; use "ask" for an answer that is checked against them. "Phrases in quotes" must stand in a passage, -word must not.',
  writes: false,
  input: Scope.extend({
    query: SearchRequest.shape.query,
    limit: z.number().int().min(1).max(MOST_PASSAGES).default(5).describe('Passages at most.'),
  }),
  output: z.object({
    passages: z.array(PassageView).describe('The best first.'),
    total: SearchResponse.shape.total,
    engine: SearchResponse.shape.engine,
  }),
  async run({ query, limit, ...scope }, { client, address, signal }) {
    const found = await client.search({ query, limit, ...filtersOf(scope) }, { signal })
    const passages = found.hits.map((hit) => viewOf(hit, address))
    const lines = passages.map((passage, index) => passageText(passage, `${index + 1}.`))
    const head =
      passages.length === 0
        ? 'No passage was found.'
        : `${passages.length} of ${found.total}${found.totalIsExact ? '' : ' or more'} passages:`
    return { data: { passages, total: found.total, engine: found.engine }, text: [head, ...lines].join('\n\n') }
  },
})
