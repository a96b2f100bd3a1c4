import {
  ERRORS,
  LearnPathError,
  type AskInConversationRequest,
  type AskResponse,
  type ConversationTurn,
  type ErrorCode,
  type LearnPathClient,
} from '@learnpath/contracts'
import { printAnswer, printFacts, printSources, printSupport } from '../answer-lines.ts'
import { createLineAsker, createPipedAsker, type LineAsker } from '../ask-line.ts'
import { withConnection } from '../connection.ts'
import type { Terminal } from '../terminal.ts'
import { conversationNamed, writeExport } from './conversations.ts'
import { filtersOf, type FilterOptions } from './search.ts'

export interface ChatOptions extends FilterOptions {
  readonly model?: string
  readonly continue?: string
}

/** A conversation on the terminal, or with the lines of standard input. @returns 1 when the last question failed */
export async function chat(terminal: Terminal, options: ChatOptions): Promise<number> {
  return await withConnection({ ingest: false }, async ({ client }) => {
    const isTyped = process.stdin.isTTY
    let answering: AbortController | null = null
    const interrupt = (): boolean => {
      if (answering === null || answering.signal.aborted) return false
      answering.abort()
      return true
    }
    const asker = isTyped ? createLineAsker({ onInterrupt: interrupt }) : createPipedAsker()
    try {
      return await chatSession(terminal, client, {
        asker,
        options,
        isTyped,
        onAnswering: (controller) => {
          answering = controller
        },
      })
    } finally {
      asker.close()
    }
  })
}

export interface ChatSession {
  readonly asker: LineAsker
  readonly options: ChatOptions
  /** Somebody reads along. */
  readonly isTyped: boolean
  /** What stops the answer that comes now; null when none does. */
  readonly onAnswering: (controller: AbortController | null) => void
}

const HELP =
  '/sources shows quotes, /retry asks again, /export [file] writes a file, /quit ends; Ctrl-C stops an answer.'

/** What has come of the conversation so far. */
interface Talk {
  /** Null until the first question. */
  id: string | null
  last: ConversationTurn | null
  /** 1 after a question that failed. */
  exitCode: number
}

/** Takes questions and commands until there are no more. @returns 1 when the last question failed */
export async function chatSession(terminal: Terminal, client: LearnPathClient, session: ChatSession): Promise<number> {
  const { asker, options, isTyped } = session
  const id = options.continue === undefined ? null : await continued(client, options.continue, options)
  const talk: Talk = { id, last: null, exitCode: 0 }
  if (isTyped) terminal.note(terminal.style.dim(HELP))
  for (;;) {
    const line = (await asker.ask(isTyped ? '> ' : ''))?.trim()
    if (line === undefined || line === '/quit') break
    if (line !== '') await takeLine(terminal, client, { line, talk, session })
  }
  if (talk.id === null) return talk.exitCode
  terminal.result(await client.call('getConversation', { params: { id: talk.id } }))
  if (isTyped) terminal.note(terminal.style.dim(`To go on: learnpath chat --continue ${talk.id}`))
  return talk.exitCode
}

interface Line {
  readonly line: string
  readonly talk: Talk
  readonly session: ChatSession
}

/** A failure is told, and another question may be answered; a program gets it as the result. */
async function takeLine(terminal: Terminal, client: LearnPathClient, { line, talk, session }: Line): Promise<void> {
  const request = requestOf(line, talk)
  try {
    if (request === null) {
      await command(terminal, client, { line, talk })
      return
    }
    talk.id ??= await begun(client, session.options)
    talk.last = (await answered(terminal, client, { id: talk.id, request, session })) ?? talk.last
    talk.exitCode = 0
  } catch (failure) {
    if (!(failure instanceof LearnPathError) || terminal.json) throw failure
    const detail = failure.context.detail === undefined ? '' : ` (${failure.context.detail})`
    terminal.note(terminal.style.bad(`${failure.message}${detail}. ${failure.advice}`))
    talk.exitCode = 1
  }
}

/** Null: it is a command and no question. */
function requestOf(line: string, { last }: Talk): AskInConversationRequest | null {
  if (line === '/retry' && last !== null) return { question: last.question, parentId: last.parentId }
  return line.startsWith('/') ? null : { question: line }
}

async function begun(client: LearnPathClient, options: ChatOptions): Promise<string> {
  const { id } = await client.call('createConversation', { body: changesOf(options) })
  return id
}

/** With another scope or model, where one is named. */
async function continued(client: LearnPathClient, name: string, options: ChatOptions): Promise<string> {
  const id = await conversationNamed(client, name)
  await client.call('updateConversation', { params: { id }, body: changesOf(options) })
  return id
}

function changesOf(options: ChatOptions) {
  const filters = filtersOf(options)
  return { ...(filters !== undefined && { filters }), ...(options.model !== undefined && { model: options.model }) }
}

interface Asked {
  readonly id: string
  readonly request: AskInConversationRequest
  readonly session: ChatSession
}

/**
 * Asks and prints: word by word for who reads along, checked at its end for everybody. @returns null when it was stopped before the
 * server had it
 */
async function answered(terminal: Terminal, client: LearnPathClient, asked: Asked): Promise<ConversationTurn | null> {
  const { turn, response, streamed, isStopped } = await streamedAnswer(terminal, client, asked)
  if (streamed !== '') terminal.line()
  if (response === null && !isStopped) {
    throw new LearnPathError('LP_SERVER_UNREACHABLE', { detail: 'the answer broke off' })
  }
  if (turn === null || response === null) {
    terminal.note(terminal.style.dim('Stopped.'))
    return turn
  }
  if (streamed.trim() === response.answer.trim()) {
    printSupport(terminal, response)
    printSources(terminal, response, { quotes: false })
    printFacts(terminal, response)
  } else {
    if (streamed !== '') terminal.note(terminal.style.dim('With the numbers of its sources checked:'))
    printAnswer(terminal, response, { quotes: false })
  }
  terminal.line()
  return { ...turn, state: 'complete', response }
}

interface Streamed {
  /** Null when the server never had the question. */
  readonly turn: ConversationTurn | null
  /** Null when it was stopped. */
  readonly response: AskResponse | null
  /** What of it has been written. */
  readonly streamed: string
  readonly isStopped: boolean
}

async function streamedAnswer(
  terminal: Terminal,
  client: LearnPathClient,
  { id, request, session }: Asked,
): Promise<Streamed> {
  const controller = new AbortController()
  session.onAnswering(controller)
  let turn: ConversationTurn | null = null
  let response: AskResponse | null = null
  let streamed = ''
  try {
    for await (const event of client.askInConversation(id, request, { signal: controller.signal })) {
      if (event.type === 'turn-started') ({ turn } = event)
      else if (event.type === 'answer-end') ({ response } = event)
      else if (event.type === 'answer-failed') throw failureOf(event)
      else if (event.type === 'text-delta' && session.isTyped) {
        streamed += event.text
        terminal.piece(event.text)
      } else if (event.type === 'engine-failed' && streamed !== '') {
        terminal.line()
        streamed = ''
      }
    }
  } catch (failure) {
    if (!controller.signal.aborted) throw failure
  } finally {
    session.onAnswering(null)
  }
  return { turn, response, streamed, isStopped: controller.signal.aborted }
}

function failureOf({ code, message }: { readonly code: string; readonly message: string }): LearnPathError {
  return new LearnPathError(code in ERRORS ? (code as ErrorCode) : 'LP_INTERNAL', { detail: message })
}

async function command(
  terminal: Terminal,
  client: LearnPathClient,
  { line, talk: { id, last } }: Pick<Line, 'line' | 'talk'>,
): Promise<void> {
  const [name = '', ...rest] = line.split(/\s+/)
  const file = rest.join(' ')
  const response = last?.response ?? null
  if (name === '/sources' && response !== null) {
    printSources(terminal, response, { quotes: true })
  } else if (name === '/export' && id !== null) {
    terminal.line(await writeExport(client, id, { format: 'markdown', ...(file !== '' && { output: file }) }))
  } else {
    terminal.note(NEEDS_ANSWER.has(name) ? 'Nothing has been answered yet.' : HELP)
  }
}

const NEEDS_ANSWER = new Set(['/sources', '/export', '/retry'])
