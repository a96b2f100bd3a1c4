import { createClient } from '@learnpath/contracts'
import type { Edge } from '../http/edge.ts'
import type { Logger } from '../ports/logger.ts'

/** No socket is used: the name only has to be one of this machine. */
const OWN_ADDRESS = 'http://127.0.0.1'

/** The Model Context Protocol in front of the server's own addresses; its code is loaded when somebody speaks it. */
export function mcpOn(
  edge: Edge,
  { version, logger }: { readonly version: string; readonly logger: Logger },
): (request: Request) => Promise<Response> {
  let loading: Promise<(request: Request) => Promise<Response>> | null = null
  async function load() {
    const { createMcpHttpHandler } = await import('../mcp/http-handler.ts')
    const client = createClient({ baseUrl: OWN_ADDRESS, fetch: async (request) => await edge.fetch(request) })
    return createMcpHttpHandler({
      version,
      client,
      onError: ({ message }) => logger.debug('mcp', { message }),
    })
  }
  return async (request) => await (await (loading ??= load()))(request)
}
