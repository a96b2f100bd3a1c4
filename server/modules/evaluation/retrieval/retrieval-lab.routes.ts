import { ENDPOINTS } from '@learnpath/contracts'
import type { Edge } from '../../../http/edge.ts'
import type { RetrievalLabApi } from './retrieval-lab.ts'

const NAME = 'retrieval-comparison'

/** Addresses of comparisons of ways to search. */
export function mountRetrievalLabRoutes(edge: Edge, lab: RetrievalLabApi): void {
  edge.handle(ENDPOINTS.planRetrievalEvaluation, async ({ body }) => await lab.plan(body))
  edge.handle(ENDPOINTS.createRetrievalEvaluation, async ({ body }) => await lab.create(body))
  edge.handle(ENDPOINTS.retrievalReport, async ({ params }) => await lab.report(params.id))
  edge.handle(ENDPOINTS.exportRetrievalReport, async ({ params, query: { format } }) => {
    const isJson = format === 'json'
    const text = isJson ? JSON.stringify(await lab.report(params.id), null, 2) : await lab.markdown(params.id)
    return new Response(text, {
      headers: {
        'content-type': isJson ? 'application/json' : 'text/markdown; charset=utf-8',
        'content-disposition': `attachment; filename="${NAME}.${isJson ? 'json' : 'md'}"`,
      },
    })
  })
}
