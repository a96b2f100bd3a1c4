import { createMcpHandler } from '@modelcontextprotocol/server'
import type { LearnPathClient } from '@learnpath/contracts'
import { createMcpServer } from './mcp-server.ts'

export interface McpHttpOptions {
  readonly version: string
  readonly client: LearnPathClient
  /** Told of what the protocol cannot tell the caller. */
  readonly onError: (failure: Error) => void
}

/**
 * Answers requests of the Model Context Protocol over HTTP, without sessions: each request has a server of its own, so there is nothing
 * to keep, to lose or to take over. A caller that leaves ends the work. Host and origin have been looked at before.
 */
export function createMcpHttpHandler({
  version,
  client,
  onError,
}: McpHttpOptions): (request: Request) => Promise<Response> {
  const handler = createMcpHandler(
    ({ requestInfo }) => {
      const address = new URL(requestInfo?.url ?? 'http://127.0.0.1').origin
      return createMcpServer({ version, library: { use: async (work) => await work({ client, address }) } })
    },
    { onerror: onError },
  )
  return async (request) => await handler.fetch(request)
}
