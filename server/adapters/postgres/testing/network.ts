import { connect, createServer, type Socket } from 'node:net'

export interface Network {
  /** The server's, by way of this. */
  readonly url: string
  /** While it is cut it takes what comes and hands nothing on: nobody is told. */
  cut(isCut: boolean): void
  close(): Promise<void>
}

/** Stands between a program and a server. */
export async function openNetwork(to: URL): Promise<Network> {
  const sockets = new Set<Socket>()
  let isCut = false
  const network = createServer((near) => {
    const far = connect(Number(to.port), to.hostname)
    for (const socket of [near, far]) {
      sockets.add(socket)
      socket.on('error', () => socket.destroy())
      socket.on('data', (bytes) => {
        if (!isCut) (socket === near ? far : near).write(bytes)
      })
    }
  })
  await new Promise<void>((resolve) => network.listen(0, '127.0.0.1', resolve))
  const address = network.address()
  if (address === null || typeof address === 'string') throw new TypeError('no port')
  return {
    url: Object.assign(new URL(to), { port: String(address.port) }).href,
    cut: (cut: boolean) => void (isCut = cut),
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => network.close(resolve))
    },
  }
}
