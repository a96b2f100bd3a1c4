import { ENDPOINTS } from '@learnpath/contracts'
import type { Edge } from '../../../http/edge.ts'
import type { ChatEvaluationsApi } from './chat-evaluations.ts'
import { reportMarkdown } from './report/report-markdown.ts'

const ATTACHMENT = { 'cache-control': 'no-store' } as const

/** Addresses of comparisons of language models. */
export function mountChatEvaluationRoutes(edge: Edge, chat: Omit<ChatEvaluationsApi, 'start' | 'stop'>): void {
  const { questionSets } = chat
  edge.handle(ENDPOINTS.listQuestionSets, async () => ({ sets: await questionSets.list() }))
  edge.handle(ENDPOINTS.addChatQuestionSet, async ({ body }) => await questionSets.add(body.yaml))
  edge.handle(ENDPOINTS.getChatQuestionSet, async ({ params }) => await questionSets.get(params.id))
  edge.handle(ENDPOINTS.deleteQuestionSet, async ({ params }) => {
    await questionSets.delete(params.id)
    return undefined
  })
  edge.handle(ENDPOINTS.createChatEvaluation, async ({ body }) => await chat.create(body))
  edge.handle(ENDPOINTS.listChatEvaluationAnswers, async ({ params, query }) => await chat.answers(params.id, query))
  edge.handle(ENDPOINTS.nextPair, async ({ params, query }) => await chat.nextPair(params.id, query))
  edge.handle(ENDPOINTS.ratePair, async ({ params, body }) => await chat.rate(params.id, body))
  edge.handle(ENDPOINTS.deleteRating, async ({ params }) => {
    await chat.deleteRating(params.id, params.ratingId)
    return undefined
  })
  edge.handle(ENDPOINTS.setMaintenance, async ({ params, body }) => await chat.setMaintenance(params.id, body))
  edge.handle(ENDPOINTS.chatReport, async ({ params, query }) => await chat.report(params.id, query))
  edge.handle(ENDPOINTS.exportChatReport, async ({ params, query: { format, ...weights } }) => {
    const report = await chat.report(params.id, weights)
    const [text, type, extension] =
      format === 'json'
        ? [JSON.stringify(report, null, 2), 'application/json', 'json']
        : [reportMarkdown(report), 'text/markdown; charset=utf-8', 'md']
    const headers = { 'content-type': type, 'content-disposition': `attachment; filename="${params.id}.${extension}"` }
    return new Response(text, { headers: { ...headers, ...ATTACHMENT } })
  })
}
