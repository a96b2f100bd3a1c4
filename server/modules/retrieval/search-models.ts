import type { GenerationsApi } from './generations/generations-api.ts'

/** The part of the generations that a search asks: what answers by meaning and what reorders, at this moment. */
export type SearchModels = Pick<GenerationsApi, 'serving' | 'notServingReason' | 'reranker'>

/** A library without models: search goes by keywords. */
export const NO_MODELS: SearchModels = {
  serving: () => null,
  notServingReason: () => 'no model serves',
  reranker: () => null,
}
