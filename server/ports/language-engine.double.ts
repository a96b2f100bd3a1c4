// What imitated servers of language models have in common: a real HTTP server on this machine that streams what a script says.
import type { IncomingMessage } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import type { ModelMessage } from './language-model.ts'

/** What a request for an answer asks for, however the protocol says it. */
export interface EngineRequest {
  readonly model: string
  readonly messages: readonly ModelMessage[]
  /** Tokens at most; null when the request sets no limit. */
  readonly maximumTokens: number | null
  /** As it came. */
  readonly body: Readonly<Record<string, unknown>>
}

/** An answer, token by token. */
export interface ScriptedAnswer {
  /** One token each; a text is split at its white space. */
  readonly text: string | readonly string[]
  readonly thoughts?: string | readonly string[]
  readonly beforeFirstMs?: number
  readonly betweenMs?: number
  /** Of the prompt; default: a fourth of its characters. */
  readonly promptTokens?: number
  /**
   * How it ends after its tokens. 'cut': the connection breaks; 'unfinished': the answer ends as if it were complete, without its last
   * part; 'silence': nothing more comes; `error`: what the engine says in the middle of an answer; `raw`: bytes as they are. Default:
   * as it should.
   */
  readonly ending?: 'cut' | 'unfinished' | 'silence' | { readonly error: string } | { readonly raw: string }
  /** Every write is cut into pieces of so many bytes, which may end within a character. */
  readonly chunkBytes?: number
}

/** An answer that is none. */
export interface ScriptedRefusal {
  readonly status: number
  /** In the form of the protocol, unless `body` is given. */
  readonly error?: string
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

export type EngineReply = string | readonly string[] | ScriptedAnswer | ScriptedRefusal
/** What the imitated model says to a request. `call` counts from 1. */
export type EngineScript = (request: EngineRequest, call: number) => EngineReply | Promise<EngineReply>

export interface RecordedRequest {
  readonly method: string
  readonly path: string
  readonly headers: IncomingMessage['headers']
  /** Parsed JSON; empty without a body. */
  readonly body: Readonly<Record<string, unknown>>
}

export interface ImitatedEngine {
  readonly url: string
  readonly requests: readonly RecordedRequest[]
  /** Connections that are open now, those that wait for a next request included. */
  openConnections(): number
  /** Answers that are being made now. */
  generating(): number
  /** Answers that ended because their reader left. */
  cancelled(): number
  /** Answers that came to their end. */
  completed(): number
  /** From now on; null: what it said before. */
  say(script: EngineScript | null): void
  stop(): Promise<void>
}

/** Writes one answer in the form of a protocol. */
export interface AnswerWriter {
  /** Whether the answer begins before its first token is there. */
  readonly beginsAtOnce: boolean
  begin(): Promise<void>
  thought(token: string): Promise<void>
  token(token: string): Promise<void>
  error(words: string): Promise<void>
  raw(text: string): Promise<void>
  end(result: StreamedResult): Promise<void>
}

interface StreamedResult {
  readonly reason: 'stop' | 'length'
  readonly promptTokens: number
  readonly generatedTokens: number
  readonly beforeFirstMs: number
  readonly generatingMs: number
}

const LONGEST_WAIT_MS = 2 ** 31 - 1

export const tokensOf = (text: string | readonly string[]): readonly string[] =>
  typeof text === 'string' ? (text.match(/\s*\S+\s*$|\s*\S+/gu) ?? []) : text

export const promptTokensOf = (messages: readonly ModelMessage[]): number =>
  Math.ceil(messages.reduce((sum, { content }) => sum + content.length, 0) / 4)

export const isRefusal = (reply: EngineReply): reply is ScriptedRefusal =>
  typeof reply === 'object' && 'status' in reply

/** Says an answer, token by token, until its reader leaves. @returns whether it came to its end */
export async function say(
  reply: string | readonly string[] | ScriptedAnswer,
  request: EngineRequest,
  { writer, left }: { readonly writer: AnswerWriter; readonly left: AbortSignal },
): Promise<boolean> {
  const answer: ScriptedAnswer = typeof reply === 'object' && 'text' in reply ? reply : { text: reply }
  const { beforeFirstMs = 0, ending } = answer
  try {
    if (writer.beginsAtOnce) await writer.begin()
    await pause(beforeFirstMs, left)
    if (!writer.beginsAtOnce) await writer.begin()
    const started = performance.now()
    const told = await tell(answer, request, { writer, left })
    if (ending !== undefined) return await endOtherwise(ending, writer, left)
    const generatingMs = performance.now() - started
    const promptTokens = answer.promptTokens ?? promptTokensOf(request.messages)
    await writer.end({ ...told, promptTokens, beforeFirstMs, generatingMs })
    return true
  } catch (failure) {
    if (left.aborted) return false
    throw failure
  }
}

async function tell(
  { text, thoughts = [], betweenMs = 0 }: ScriptedAnswer,
  { maximumTokens }: EngineRequest,
  { writer, left }: { readonly writer: AnswerWriter; readonly left: AbortSignal },
): Promise<Pick<StreamedResult, 'reason' | 'generatedTokens'>> {
  const before = tokensOf(thoughts)
  const all = [...before, ...tokensOf(text)]
  const tokens = all.slice(0, maximumTokens ?? all.length)
  for (const [index, token] of tokens.entries()) {
    if (index > 0) await pause(betweenMs, left)
    await (index < before.length ? writer.thought(token) : writer.token(token))
  }
  return { reason: tokens.length < all.length ? 'length' : 'stop', generatedTokens: tokens.length }
}

async function pause(ms: number, left: AbortSignal): Promise<void> {
  if (ms > 0) await wait(ms, undefined, { signal: left })
  left.throwIfAborted()
}

async function endOtherwise(
  ending: NonNullable<ScriptedAnswer['ending']>,
  writer: AnswerWriter,
  left: AbortSignal,
): Promise<boolean> {
  if (ending === 'silence') await wait(LONGEST_WAIT_MS, undefined, { signal: left })
  if (typeof ending === 'object') await ('error' in ending ? writer.error(ending.error) : writer.raw(ending.raw))
  return true
}
