import { createServer } from 'node:net'

/** Below the ports that systems give to outgoing connections, so that none of those takes a port between its choice and its use. */
const FIRST = 20_000
const BLOCK = 100
const BLOCKS = 120

let given = 0

/**
 * A TCP port that nobody listens on. Calls of one process never get the same one (but after a hundred of them), and processes at the same time
 * look in different places.
 */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < BLOCK * BLOCKS; tries += 1) {
    const block = (process.pid + Math.trunc(tries / BLOCK)) % BLOCKS
    const port = FIRST + block * BLOCK + (given % BLOCK)
    given += 1
    if (await isFree(port)) return port
  }
  throw new Error('no port is free')
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer()
  return await new Promise<boolean>((resolve) => {
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
}
