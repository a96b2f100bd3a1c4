import { describe, expect, it } from 'vitest'
import { AskRequest, type GraphSearchRequestInput } from '@learnpath/contracts'
import { createManualClock } from '../../ports/clock.double.ts'
import { createRecordingMetrics } from '../../ports/metrics.double.ts'
import { createChat, type ChatDependencies } from './chat.ts'
import { createSmallLibrary } from './small-library.double.ts'

const library = createSmallLibrary([
  { path: 'heart.txt', language: 'en', text: 'The heart pumps blood through the body.' },
  { path: 'blood.txt', language: 'en', text: 'Blood consists of plasma and cells.' },
])

/** Leads from whatever is asked to the passage about blood. */
function graphSearch(asked: GraphSearchRequestInput[]): ChatDependencies['graphSearch'] {
  return async (request) => {
    asked.push(request)
    const response = await library.search({ ...request, query: 'blood plasma cells' })
    const hits = response.hits.map((hit) => ({ ...hit, graph: null }))
    return { ...response, hits, graphMode: 'mix', entities: [], relations: [] }
  }
}

const chatWith = (graph?: ChatDependencies['graphSearch']) =>
  createChat({
    retrieval: library,
    clock: createManualClock(),
    metrics: createRecordingMetrics(),
    ...(graph !== undefined && { graphSearch: graph }),
  })

describe('a graph mode of a question', () => {
  it('lets the graph find the passages, and the answer tells which mode was used', async () => {
    const asked: GraphSearchRequestInput[] = []
    const question = AskRequest.parse({ question: 'What does blood consist of?', graphMode: 'mix' })
    const answer = await chatWith(graphSearch(asked)).ask(question)
    expect(asked).toMatchObject([{ graphMode: 'mix', mode: 'keyword' }])
    expect(answer.graph).toEqual({ mode: 'mix', relations: [] })
    expect(answer.citations[0]?.path).toBe('blood.txt')
    expect(answer.nearest[0]).not.toHaveProperty('graph')
  })

  it('is not used where nobody asks for it', async () => {
    const asked: GraphSearchRequestInput[] = []
    const answer = await chatWith(graphSearch(asked)).ask(AskRequest.parse({ question: 'What does the heart pump?' }))
    expect(asked).toEqual([])
    expect(answer).not.toHaveProperty('graph')
  })

  it('is answered without a graph where there is none, and the answer says so', async () => {
    const answer = await chatWith().ask(AskRequest.parse({ question: 'What does the heart pump?', graphMode: 'local' }))
    expect(answer.graph).toEqual({ mode: 'naive', relations: [] })
    expect(answer.citations[0]?.path).toBe('heart.txt')
  })
})
