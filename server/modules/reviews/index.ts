export { createReviews } from './reviews.ts'
export type { ForeignCard, ReviewLogEntry, ReviewsApi } from './reviews-api.ts'
export type { NamedConcept, ReviewsDependencies } from './reviews-dependencies.ts'
