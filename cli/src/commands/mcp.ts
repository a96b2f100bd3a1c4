import { findInstallation } from '../../../server/app/installation.ts'
import { serveMcpOnStdio } from '../../../server/mcp/serve-stdio.ts'
import { createIdleConnection } from '../idle-connection.ts'
import type { Terminal } from '../terminal.ts'

/** Long enough for the next question of a conversation, short enough for other commands to wait. */
const IDLE_MS = 5000

/** Serves the tools on standard input and output until the host closes them. Nothing else may write to standard output. */
export async function serveMcp(terminal: Terminal): Promise<number> {
  if (process.stdin.isTTY) {
    terminal.note(
      'An AI assistant starts this and speaks with it; docs/guides/use-with-agents.md tells how. Ctrl-D ends it.',
    )
  }
  const connection = createIdleConnection(IDLE_MS)
  try {
    await serveMcpOnStdio({
      version: findInstallation().version,
      library: { use: async (work) => await connection.use(work) },
      onError: (failure) => terminal.note(failure.message),
    })
  } finally {
    await connection.close()
  }
  return 0
}
