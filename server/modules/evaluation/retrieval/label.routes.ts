import { ENDPOINTS } from '@learnpath/contracts'
import type { Edge } from '../../../http/edge.ts'
import type { LabelSetsApi } from './labels/label-sets-api.ts'

/** Addresses of labelled questions. */
export function mountLabelRoutes(edge: Edge, labels: LabelSetsApi): void {
  edge.handle(ENDPOINTS.listLabelSets, async () => ({ sets: await labels.list() }))
  edge.handle(ENDPOINTS.createLabelSet, async ({ body }) => await labels.create(body))
  edge.handle(ENDPOINTS.importLabels, async ({ body }) => await labels.import(body))
  edge.handle(ENDPOINTS.getLabelSet, async ({ params }) => await labels.get(params.id))
  edge.handle(ENDPOINTS.deleteLabelSet, async ({ params }) => {
    await labels.delete(params.id)
    return undefined
  })
  edge.handle(ENDPOINTS.exportLabels, async ({ params }) => await labels.export(params.id))
  edge.handle(ENDPOINTS.generateLabels, async ({ params, body }) => await labels.generate(params.id, body))
  edge.handle(ENDPOINTS.addLabelledQuestion, async ({ params, body }) => await labels.addQuestion(params.id, body))
  edge.handle(
    ENDPOINTS.updateLabelledQuestion,
    async ({ params, body }) => await labels.updateQuestion(params.id, params.questionId, body),
  )
  edge.handle(ENDPOINTS.deleteLabelledQuestion, async ({ params }) => {
    await labels.deleteQuestion(params.id, params.questionId)
    return undefined
  })
}
