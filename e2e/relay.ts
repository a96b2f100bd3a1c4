import { createServer, connect, type Socket } from 'node:net'

/** Makes a server of this host reachable at another of its addresses. */
export interface Relay {
  /** The address, with the relay in place of the server. */
  urlFor(url: string): string
  close(): Promise<void>
}

export async function relayTo({ hostname, port }: URL, host: string): Promise<Relay> {
  const open = new Set<Socket>()
  const server = createServer((near) => {
    const far = connect(Number(port), hostname)
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(socket)
      socket.pipe(other)
      socket.on('error', () => other.destroy())
      socket.on('close', () => open.delete(socket))
    }
  })
  await new Promise<void>((resolve) => server.listen(0, host, resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new TypeError('no port')
  return {
    urlFor: (url) => Object.assign(new URL(url), { hostname: host, port: String(address.port) }).href,
    async close() {
      for (const socket of open) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
