export type { ForeignCard, ReviewLogEntry, ReviewsApi } from './reviews-api.ts'
