import { ENDPOINTS, type LearnPathError } from '@learnpath/contracts'

/** Addresses whose clients are made for text-embeddings-inference. */
const TEI_PATHS = new Set<string>([ENDPOINTS.embed.path, ENDPOINTS.rerank.path, ENDPOINTS.inferenceInfo.path])

/**
 * What clients made for other servers look for in the body of an error, added to ours: `error` as an object below /v1 (OpenAI),
 * `error` and `error_type` in words for text-embeddings-inference; nothing elsewhere.
 */
export function foreignErrorOf(error: LearnPathError, pathname: string): Readonly<Record<string, unknown>> {
  const message = `${error.message}. ${error.advice}`
  if (pathname.startsWith('/v1/')) {
    const param = error.context.issues?.[0]?.field.replace(/^body\./u, '') ?? null
    return { error: { message, type: openAiTypeOf(error), param, code: error.code } }
  }
  return TEI_PATHS.has(pathname) ? { error: message, error_type: teiTypeOf(error) } : {}
}

function openAiTypeOf({ status }: LearnPathError): string {
  if (status === 429) return 'rate_limit_error'
  return status < 500 ? 'invalid_request_error' : 'server_error'
}

function teiTypeOf({ status }: LearnPathError): string {
  if (status === 429 || status === 503) return 'Overloaded'
  return status < 500 ? 'Validation' : 'Backend'
}
