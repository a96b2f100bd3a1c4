const BOUNDARY = 'learnpath-load'
const HITS = 10
/** So many different questions, asked again and again, are answered from memory. */
const REPEATED = 50
/** What is asked one after the other, round and round: 13 searches, 3 questions, 2 quizzes and 2 uploads of 20. */
const ROUND = [
  'search',
  'search',
  'ask',
  'search',
  'search',
  'quiz',
  'search',
  'search',
  'upload',
  'search',
  'search',
  'ask',
  'search',
  'search',
  'quiz',
  'search',
  'ask',
  'search',
  'upload',
  'search',
] as const

export type Kind = 'search' | 'ask' | 'quiz' | 'upload'

export interface MixedRequest {
  readonly kind: Kind
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly headers: Record<string, string>
  readonly body: string
}

/** Requests without end, each taken by whoever is free. */
export type Requests = () => MixedRequest

export interface MixedSources {
  /** What people ask. */
  readonly questions: readonly string[]
  /** Texts of documents that are added. */
  readonly texts: readonly string[]
  /** A collection with concepts, of which quizzes are made. */
  readonly collection: string
  readonly quizId: string
}

const json = (kind: Kind, path: string, body: unknown): MixedRequest => ({
  kind,
  method: 'POST',
  path,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
})

function upload(path: string, text: string): MixedRequest {
  const part = (disposition: string, content: string): string =>
    `--${BOUNDARY}\r\nContent-Disposition: form-data; ${disposition}\r\n\r\n${content}\r\n`
  const fields = part('name="collection"', 'uploads') + part('name="path"', path)
  return {
    kind: 'upload',
    method: 'POST',
    path: '/documents',
    headers: { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` },
    body: `${fields}${part(`name="file"; filename="${path}"`, text)}--${BOUNDARY}--\r\n`,
  }
}

/** Each question a new one, each quiz newly made, each document a new one. `label` keeps apart what is asked of the same library twice. */
export function uncachedRequests({ questions, texts, collection }: MixedSources, label: string): Requests {
  let number = 0
  return () => {
    const kind = ROUND[number % ROUND.length]
    number += 1
    // A word that no document has makes the question another one and hardly changes the work.
    const question = `${questions[number % questions.length]} ${label}${number}`
    const text = `# ${label} ${number}\n\n${texts[number % texts.length]}\n`
    if (kind === 'upload') return upload(`${label}-${number}.md`, text)
    if (kind === 'quiz') return json(kind, '/quizzes', { collection, count: 5, seed: number })
    if (kind === 'ask') return json(kind, '/ask', { question })
    return json('search', '/search', { query: question, limit: HITS })
  }
}

/** Few questions again and again, one quiz that is looked at, one document that is already there. */
export function cachedRequests({ questions, texts, quizId }: MixedSources): Requests {
  let number = 0
  return () => {
    const kind = ROUND[number % ROUND.length]
    number += 1
    const question = questions[number % REPEATED] ?? ''
    if (kind === 'upload') return upload('again.md', texts[0] ?? '')
    if (kind === 'quiz') return { kind, method: 'GET', path: `/quizzes/${quizId}`, headers: {}, body: '' }
    if (kind === 'ask') return json(kind, '/ask', { question })
    return json('search', '/search', { query: question, limit: HITS })
  }
}
