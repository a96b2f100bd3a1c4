import { ChatCompletion, ChatCompletionChunk, ChatCompletionRequest } from './chat-completions.ts'
import { endpoint, type Endpoint } from './endpoint.ts'

/** Histories of conversations are longer than one's own requests. */
const COMPLETION_BODY_MAX_BYTES = 2_000_000

/** Addresses by which programs made for others ask LearnPath. */
export const AGENT_ENDPOINTS = {
  chatCompletions: endpoint({
    method: 'POST',
    path: '/v1/chat/completions',
    tag: 'Agents',
    status: 200,
    errors: [
      'LP_COLLECTION_NOT_FOUND',
      'LP_LANGUAGE_MODEL_UNKNOWN',
      'LP_LANGUAGE_MODEL_MISSING',
      'LP_LANGUAGE_MODEL_UNREACHABLE',
      'LP_LANGUAGE_MODEL_BUSY',
      'LP_LANGUAGE_MODEL_FAILED',
      'LP_PROMPT_TOO_LONG',
    ],
    summary: 'Answer a question from the documents as the OpenAI interface has it, with citations as annotations',
    body: ChatCompletionRequest,
    bodyMaxBytes: COMPLETION_BODY_MAX_BYTES,
    answer: ChatCompletion,
    events: ChatCompletionChunk,
    unbounded: true,
  }),
  mcp: endpoint({
    method: 'POST',
    path: '/mcp',
    tag: 'Agents',
    status: 200,
    errors: [],
    summary:
      'Model Context Protocol over streamable HTTP, without sessions: JSON-RPC messages in, JSON or server-sent events out. docs/guides/use-with-agents.md has the tools',
    answer: 'bytes',
    unbounded: true,
  }),
} as const satisfies Record<string, Endpoint>
