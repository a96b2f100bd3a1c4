import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

const BOUNDARY = 'e2e-boundary'
const PIECE = Buffer.from('A pump moves water, and stops when the pressure rises above 9 bar.\n'.repeat(1000))

/** An upload whose sender decides how much of it goes out, as a browser on a bad network. */
export interface RawUpload {
  /** Sends until so much was taken by the network, or nothing more is for `stalledMs`. @returns what was taken in all */
  send(bytes: number, stalledMs?: number): Promise<number>
  /** Goes away in the middle. */
  leave(): void
}

/** @param path of the file in the library */
export async function startUpload(url: string, path: string): Promise<RawUpload> {
  const { hostname, port, host } = new URL(url)
  const socket: Socket = connect(Number(port), hostname)
  await once(socket, 'connect')
  socket.on('error', () => undefined) // Who leaves does not hear of it.
  socket.write(
    [
      'POST /documents HTTP/1.1',
      `host: ${host}`,
      `content-type: multipart/form-data; boundary=${BOUNDARY}`,
      'content-length: 190000000',
      '',
      `--${BOUNDARY}`,
      `content-disposition: form-data; name="files"; filename="${path}"`,
      'content-type: text/markdown',
      '',
      '',
    ].join('\r\n'),
  )
  let written = 0
  return {
    async send(bytes, stalledMs = 1500) {
      while (written - socket.writableLength < bytes) {
        written += PIECE.byteLength
        if (socket.write(PIECE)) continue
        const stalled = AbortSignal.timeout(stalledMs)
        await once(socket, 'drain', { signal: stalled }).catch(() => undefined)
        if (stalled.aborted) break
      }
      return written - socket.writableLength
    },
    leave: () => void socket.destroy(),
  }
}
