import { createEventDataReader } from '../../server/kernel/streams/event-data.ts'
import { createLineSplitter } from '../../server/kernel/streams/line-splitter.ts'

/** When the pieces of an answer came, in milliseconds of `performance.now()`. */
export interface StreamTimes {
  readonly askedAt: number
  readonly firstAt: number
  readonly lastAt: number
  readonly pieces: number
  readonly text: string
  /** From the first to the last token, by the engine's own figures. */
  readonly engineMs: number
}

interface Line {
  readonly text?: string | undefined
  readonly engineMs?: number
}

interface Stream {
  readonly url: string
  readonly body: unknown
  readonly accept: string
  readonly signal?: AbortSignal
  readonly readLine: (line: string) => Line
  readonly onFirst?: () => void
}

/** Reads a streamed answer over HTTP as a client does. */
async function read({ url, body, accept, signal, readLine, onFirst }: Stream): Promise<StreamTimes> {
  const askedAt = performance.now()
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept },
    body: JSON.stringify(body),
    ...(signal === undefined ? {} : { signal }),
  })
  const splitter = createLineSplitter()
  let [firstAt, lastAt, engineMs] = [Number.NaN, Number.NaN, Number.NaN]
  const pieces: string[] = []
  for await (const chunk of response.body ?? []) {
    for (const written of splitter.push(chunk)) {
      const line = readLine(written)
      engineMs = line.engineMs ?? engineMs
      if (line.text === undefined || line.text === '') continue
      lastAt = performance.now()
      if (pieces.length === 0) {
        firstAt = lastAt
        onFirst?.()
      }
      pieces.push(line.text)
    }
  }
  return { askedAt, firstAt, lastAt, pieces: pieces.length, text: pieces.join(''), engineMs }
}

interface OllamaLine {
  readonly message?: { readonly content?: string }
  readonly eval_duration?: number
}

/** Asks Ollama itself. */
export async function askEngine(url: string, model: string, question: string): Promise<StreamTimes> {
  return await read({
    url: `${url}/api/chat`,
    body: { model, messages: [{ role: 'user', content: question }], options: { num_ctx: 8192 } },
    accept: 'application/x-ndjson',
    readLine(line) {
      const { message, eval_duration: ns } = JSON.parse(line) as OllamaLine
      return { text: message?.content, ...(ns === undefined ? {} : { engineMs: ns / 1e6 }) }
    },
  })
}

interface AnswerEvent {
  readonly type: string
  readonly text?: string
  readonly message?: string
  readonly response?: {
    readonly generation: { readonly generatedTokens: number; readonly tokensPerSecond: number } | null
  }
}

/** Asks LearnPath, which asks Ollama. */
export async function askLearnPath(
  url: string,
  question: string,
  options: { readonly signal?: AbortSignal; readonly onFirst?: () => void } = {},
): Promise<StreamTimes> {
  const nextData = createEventDataReader()
  return await read({
    url: `${url}/ask`,
    body: { question },
    accept: 'text/event-stream',
    ...options,
    readLine(line) {
      const data = nextData(line)
      if (data === null) return {}
      const event = JSON.parse(data) as AnswerEvent
      if (event.type === 'answer-failed') throw new Error(event.message)
      if (event.type === 'text-delta') return { text: event.text }
      const { generation } = event.response ?? { generation: null }
      return generation === null ? {} : { engineMs: (generation.generatedTokens / generation.tokensPerSecond) * 1000 }
    },
  })
}
