import { createClient } from '@learnpath/contracts'
import type { RetrievalApi } from '../modules/retrieval/index.ts'

/** The part of retrieval that plans and practice need, from a service that has it. @throws LP_SERVICE_UNAVAILABLE and what it refuses */
export function createRemoteRetrieval(
  fetch: (request: Request) => Promise<Response>,
): Pick<RetrievalApi, 'search' | 'queryTerms'> {
  // The name is not used: whoever sends the request knows where to.
  const client = createClient({ baseUrl: 'http://127.0.0.1', fetch })
  return {
    search: async (request) => await client.search(request),
    queryTerms: async (question) => (await client.call('queryTerms', { body: { question } })).terms,
  }
}
