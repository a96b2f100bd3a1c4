import { error } from './error-entry.ts'

/** Errors of a search index that a Qdrant server keeps. */
export const QDRANT_ERRORS = {
  LP_QDRANT_UNREACHABLE: error(
    503,
    true,
    'The search index cannot be reached',
    'Check that Qdrant runs and that LEARNPATH_QDRANT_URL names it. Nothing is lost: what changes meanwhile is indexed as soon as it answers.',
  ),
  LP_QDRANT_REFUSED: error(
    503,
    false,
    'Qdrant does not let LearnPath in',
    'Check LEARNPATH_QDRANT_KEY; the key must allow to write.',
  ),
  LP_QDRANT_FAILED: error(
    500,
    false,
    'Qdrant does not do what LearnPath asks of it',
    'Check that it is Qdrant 1.13 or newer and read its log; "learnpath rebuild" makes the collections anew.',
  ),
} as const
