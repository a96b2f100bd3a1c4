import { createHash, timingSafeEqual } from 'node:crypto'

const hashOf = (text: string): Buffer => createHash('sha256').update(text).digest()

/** @returns whether a request shows this bearer token, found out in a time that does not tell how much of it was right */
export function showsToken(token: string): (request: Request) => boolean {
  const expected = hashOf(`Bearer ${token}`)
  return (request) => timingSafeEqual(hashOf(request.headers.get('authorization') ?? ''), expected)
}
