import type { Tool } from './tool.ts'
import { ask } from './tools/ask.ts'
import { listDocuments } from './tools/list-documents.ts'
import { makePlan } from './tools/make-plan.ts'
import { readPassage } from './tools/read-passage.ts'
import { answerReview, nextReview } from './tools/reviews.ts'
import { search } from './tools/search.ts'

/** All tools, those that are used most first: hosts show them in this order. */
export const TOOLS: readonly Tool[] = [ask, search, readPassage, listDocuments, makePlan, nextReview, answerReview]
