const MAX_WORDS = 300

/**
 * What a service says is wrong. Only the members where services put their message are read: others repeat what was sent,
 * which is text of documents.
 */
export function wordsOf(body: unknown, text: string): string {
  const said = messageIn(body)
  if (said !== null) return said.slice(0, MAX_WORDS)
  // A line of plain words, as proxies and small servers send; no page and no data.
  return body === null && /^[^<{[]{1,300}$/u.test(text.trim()) ? text.trim() : ''
}

function messageIn(body: unknown): string | null {
  if (typeof body !== 'object' || body === null) return null
  const members = new Map(Object.entries(body))
  const error: unknown = members.get('error')
  const inner = typeof error === 'object' ? messageIn(error) : null
  if (inner !== null) return inner
  const found = [error, members.get('message'), members.get('detail'), members.get('title')].find(
    (value) => typeof value === 'string' && value !== '',
  )
  return typeof found === 'string' ? found : null
}
