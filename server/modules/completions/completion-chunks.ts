import type { AskEvent, AskResponse, ChatCompletionChunk } from '@learnpath/contracts'
import { annotationsOf } from './annotations.ts'
import { continuation } from './continuation.ts'
import { detailsOf, finishReasonOf, usageOf } from './completion-details.ts'

export interface ChunkOptions {
  readonly head: Pick<ChatCompletionChunk, 'id' | 'created' | 'model'>
  readonly base: string
  readonly includeUsage: boolean
  /** Whether words are passed on before they are checked. */
  readonly live: boolean
  readonly onChunk: (chunk: ChatCompletionChunk) => void
}

type Delta = ChatCompletionChunk['choices'][number]['delta']

/** Between words that nobody can take back, such as those of an engine that failed in their middle, and the answer. */
const NEW_START = '\n\n---\n\n'

export interface ChunkWriter {
  readonly onEvent: (event: AskEvent) => void
  /** Undefined when words are passed on before they are checked. */
  readonly onChecked: ((text: string) => void) | undefined
}

/**
 * Turns what happens while an answer is made into the chunks of the OpenAI interface. What was sent cannot be taken back there: unless
 * `live`, nothing of the answer is sent before it is checked.
 */
export function createChunkWriter({ head, base, includeUsage, live, onChunk }: ChunkOptions): ChunkWriter {
  let opened = false
  /** All that was sent, and where in it the answer of the present engine begins. */
  let sent = ''
  let offset = 0

  const write = (choices: ChatCompletionChunk['choices'], more: Partial<ChatCompletionChunk> = {}) =>
    onChunk({ ...head, object: 'chat.completion.chunk', choices, ...(includeUsage ? { usage: null } : {}), ...more })
  const writeDelta = (delta: Delta) => {
    const role = opened ? {} : { role: 'assistant' as const, content: '' }
    opened = true
    write([{ index: 0, delta: { ...role, ...delta }, logprobs: null, finish_reason: null }])
  }
  const writeText = (text: string) => {
    if (!opened) writeDelta({})
    sent += text
    if (text !== '') writeDelta({ content: text })
  }

  const startAnew = () => {
    if (sent.length > offset) writeText(NEW_START)
    offset = sent.length
  }

  function end(response: AskResponse): void {
    const said = sent.slice(offset)
    // Words that were sent unchecked stay, unless the answer is that there is none.
    const rest = live && said !== '' && !response.abstained ? '' : continuation(said, response.answer)
    if (rest === null) startAnew()
    writeText(rest ?? response.answer)
    const annotations = annotationsOf(response, { said: sent.slice(offset), offset, base })
    const delta = annotations.length === 0 ? {} : { annotations }
    const choice = { index: 0 as const, delta, logprobs: null, finish_reason: finishReasonOf(response) }
    write([choice], { learnpath: detailsOf(response) })
    if (includeUsage) write([], { usage: usageOf(response) })
  }

  const onEvent = (event: AskEvent): void => {
    switch (event.type) {
      case 'sources-found':
        if (!opened) writeDelta({})
        break
      case 'thinking-delta':
        if (!opened) writeDelta({})
        writeDelta({ reasoning_content: event.text })
        break
      case 'text-delta':
        if (live) writeText(event.text)
        break
      case 'engine-failed':
        startAnew()
        break
      case 'answer-end':
        end(event.response)
        break
      case 'citation-found':
      case 'answer-failed':
        break // Citations come checked with the end; who asked hears of the failure by the promise.
    }
  }
  return { onEvent, onChecked: live ? undefined : writeText }
}
