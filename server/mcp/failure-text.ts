import { ERRORS, LearnPathError } from '@learnpath/contracts'

/** A failure in words that a model can act on: what is wrong, what to do, whether to try again. */
export function failureText(failure: unknown): string {
  const error = failure instanceof LearnPathError ? failure : new LearnPathError('LP_INTERNAL', { cause: failure })
  const { code, context } = error
  const issues = (context.issues ?? []).map(
    ({ field, message }) => `- ${field.replace(/^(?:body|query)\./u, '')}: ${message}`,
  )
  const again = ERRORS[code].retry ? ' The same call may succeed later.' : ''
  return [`${error.message}.`, ...issues, `${error.advice}${again} [${code}]`].join('\n')
}
