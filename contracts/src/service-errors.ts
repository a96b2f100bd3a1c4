import { error } from './error-entry.ts'

/** Errors between the processes of a LearnPath that is split into services. */
export const SERVICE_ERRORS = {
  LP_SERVICE_UNAVAILABLE: error(
    503,
    true,
    'A part of LearnPath does not answer',
    'Send it again in a moment; if it stays so, look at the service that is named.',
  ),
  LP_SERVICE_TIMEOUT: error(
    504,
    true,
    'A part of LearnPath took too long',
    'Send it again in a moment; what it was to do may have been done. If it stays so, look at the service that is named.',
  ),
} as const
