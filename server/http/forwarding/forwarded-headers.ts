/** Of one connection alone (RFC 9110, section 7.6.1), or set anew by whoever sends. */
const OWN_TO_CONNECTION = new Set([
  'connection',
  'content-length',
  'expect',
  'host',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
])

/** How long the answer may take, in milliseconds; the service gives up when the gateway does. */
export const TIME_LEFT_HEADER = 'x-learnpath-time-left'
/** Who asks, signed by whoever has checked it. */
export const PRINCIPAL_HEADER = 'x-learnpath-principal'

/** What a browser says of the page that asks has been checked on the way in, and means nothing on the way on. */
const CHECKED = new Set(['origin', 'sec-fetch-site', 'sec-fetch-mode', 'sec-fetch-dest', 'sec-fetch-user', 'referer'])
/** Believed from those who forward only. */
const SAID_BY_FORWARDER = new Set([TIME_LEFT_HEADER, PRINCIPAL_HEADER])

export interface Forwarded {
  readonly requestId: string
  readonly timeLeftMs: number | null
  /** W3C Trace Context of the step that is being done here; null: the caller's, if there is one, goes on. */
  readonly traceparent: string | null
  /** Signed; null where nobody has to prove anything. */
  readonly principal: string | null
}

/** The caller's headers with the request's id, the time that is left, and who asks. */
export function forwardedHeaders(
  { headers: given }: Request,
  { requestId, timeLeftMs, traceparent, principal }: Forwarded,
): Record<string, string> {
  const headers: Record<string, string> = {}
  given.forEach((value, name) => {
    if (!OWN_TO_CONNECTION.has(name) && !CHECKED.has(name) && !SAID_BY_FORWARDER.has(name)) headers[name] = value
  })
  headers['x-request-id'] = requestId
  if (traceparent !== null) headers['traceparent'] = traceparent
  if (timeLeftMs !== null) headers[TIME_LEFT_HEADER] = String(Math.max(1, Math.round(timeLeftMs)))
  if (principal !== null) headers[PRINCIPAL_HEADER] = principal
  return headers
}

/** The service's headers, but for those of its connection. */
export function returnedHeaders(given: Readonly<Record<string, string | string[] | undefined>>): Headers {
  const headers = new Headers()
  for (const [name, value] of Object.entries(given)) {
    if (OWN_TO_CONNECTION.has(name) && name !== 'content-length') continue
    for (const one of [value ?? []].flat()) headers.append(name, one)
  }
  return headers
}
