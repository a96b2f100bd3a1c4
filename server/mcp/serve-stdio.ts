import { serveStdio } from '@modelcontextprotocol/server/stdio'
import { createMcpServer, type McpOptions } from './mcp-server.ts'

export interface McpStdioOptions extends McpOptions {
  readonly onError: (failure: Error) => void
}

/** Speaks the Model Context Protocol on standard input and output. @returns when the host has closed the input */
export async function serveMcpOnStdio({ onError, ...options }: McpStdioOptions): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    process.stdin.once('end', resolve)
    process.stdin.once('close', resolve)
  })
  const handle = serveStdio(() => createMcpServer(options), { onerror: onError })
  await closed
  await handle.close()
}
