import { CreateRetrievalEvaluationRequest } from '@learnpath/contracts'
import { z } from 'zod'

/** What a comparison was asked to do, with names and precisions filled in. */
export const RetrievalRunConfig = z.object({ request: CreateRetrievalEvaluationRequest, title: z.string() })
export type RetrievalRunConfig = z.infer<typeof RetrievalRunConfig>
