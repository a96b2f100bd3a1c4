import { LearnPathError } from '@learnpath/contracts'

/** The one answer to files that are damaged, hostile or of a kind that is not supported: says which file and what is wrong. */
export const unusable = (detail: string, cause?: unknown): LearnPathError =>
  new LearnPathError('LP_MODEL_UNUSABLE', { detail, cause })
