import type { IncomingMessage } from 'node:http'
import { PassThrough } from 'node:stream'
import { LearnPathError } from '@learnpath/contracts'
import { expect, test } from 'vitest'
import { currentScope, withinScope } from '../kernel/access/access-scope.ts'
import { readUpload, type UploadedFile } from './read-upload.ts'

const ADDRESS = 'http://127.0.0.1/documents'

async function textOf(bytes: AsyncIterable<Uint8Array>): Promise<string> {
  const pieces: Uint8Array[] = []
  for await (const piece of bytes) pieces.push(piece)
  return Buffer.concat(pieces).toString()
}

const take = async ({ name, fields, bytes }: UploadedFile) => ({ name, fields, text: await textOf(bytes) })
const upload = (body: FormData) => ({ request: new Request(ADDRESS, { method: 'POST', body }), incoming: null })
const file = (text: string) => new Blob([text])

test('several files arrive in order, each with the fields before it', async () => {
  const form = new FormData()
  form.append('collection', 'physics')
  form.append('tags', 'a')
  form.append('tags', 'b')
  form.append('path', 'one/tides.md')
  form.append('file', file('first'), 'x.md')
  form.append('tags', 'c')
  form.append('file', file('second'), 'Übung “2”.md')
  expect(await readUpload(upload(form), take)).toEqual([
    { name: 'x.md', fields: { collection: 'physics', tags: ['a', 'b'], path: 'one/tides.md' }, text: 'first' },
    { name: 'Übung “2”.md', fields: { collection: 'physics', tags: ['c'] }, text: 'second' },
  ])
})

test('a path with NUL is refused by the name of its field', async () => {
  const form = new FormData()
  form.append('path', 'one/ti\0des.md')
  form.append('file', file('first'), 'x.md')
  await expect(readUpload(upload(form), take)).rejects.toMatchObject({
    code: 'LP_REQUEST_INVALID',
    context: { issues: [{ field: 'fields.path', message: 'must not contain NUL' }] },
  })
})

test('a file that is refused without being read does not hold up the next one', async () => {
  const form = new FormData()
  form.append('file', file('x'.repeat(500_000)), 'big.md')
  form.append('file', file('second'), 'small.md')
  const outcomes = await readUpload(upload(form), async (uploaded) =>
    uploaded.name === 'big.md' ? 'refused' : await textOf(uploaded.bytes),
  )
  expect(outcomes).toEqual(['refused', 'second'])
})

test('a file that is refused after its first bytes does not hold up the next one', async () => {
  const form = new FormData()
  form.append('file', file('x'.repeat(500_000)), 'big.md')
  form.append('file', file('second'), 'small.md')
  const outcomes = await readUpload(upload(form), async (uploaded) => {
    for await (const piece of uploaded.bytes) return piece.byteLength < 100 ? 'taken' : 'refused'
    return 'empty'
  })
  expect(outcomes).toEqual(['refused', 'taken'])
})

test('unknown fields are refused by name', async () => {
  const form = new FormData()
  form.append('colour', 'red')
  form.append('file', file('text'), 'x.md')
  await expect(readUpload(upload(form), take)).rejects.toMatchObject({ code: 'LP_REQUEST_INVALID' })
})

test('a body without a file is refused', async () => {
  await expect(readUpload(upload(new FormData()), take)).rejects.toMatchObject({ code: 'LP_REQUEST_INVALID' })
})

test('a body of another type is refused', async () => {
  const request = new Request(ADDRESS, { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } })
  await expect(readUpload({ request, incoming: null }, take)).rejects.toMatchObject({
    code: 'LP_REQUEST_TYPE_UNSUPPORTED',
  })
})

test('a packed body is refused, and nothing of it is unpacked', async () => {
  const headers = { 'content-type': 'multipart/form-data; boundary=b', 'content-encoding': 'gzip' }
  const request = new Request(ADDRESS, { method: 'POST', headers, body: 'packed' })
  await expect(readUpload({ request, incoming: null }, take)).rejects.toMatchObject({
    code: 'LP_REQUEST_TYPE_UNSUPPORTED',
  })
})

test('when the body breaks off, the reader of the file gets an error and no whole file', async () => {
  const head = '--b\r\nContent-Disposition: form-data; name="file"; filename="x.md"\r\n\r\nhalf of it'
  const request = new Request(ADDRESS, {
    method: 'POST',
    body: head,
    headers: { 'content-type': 'multipart/form-data; boundary=b' },
  })
  let outcome = 'none'
  const reading = readUpload({ request, incoming: null }, async ({ bytes }) => {
    outcome = await textOf(bytes).then(
      () => 'whole',
      () => 'broken',
    )
  })
  await expect(reading).rejects.toBeInstanceOf(LearnPathError)
  expect(outcome).toBe('broken')
})

test('a file head that is broken is told, although files before and after it were waiting to be read', async () => {
  const part = (name: string, text: string) =>
    `--b\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\n\r\n${text}\r\n`
  const body = `${part('a.md', 'x')}${part('b\0.md', 'y')}${part('c.md', 'z')}`
  const headers = { 'content-type': 'multipart/form-data; boundary=b' }
  const source = { request: new Request(ADDRESS, { method: 'POST', body, headers }), incoming: null }
  await expect(readUpload(source, take)).rejects.toMatchObject({ code: 'LP_REQUEST_INVALID' })
})

test('files are taken on behalf of whoever sent them, though the socket tells of them', async () => {
  const form = new FormData()
  form.append('file', new Blob(['text']), 'a.txt')
  const request = new Request('http://127.0.0.1/documents', { method: 'POST', body: form })
  const bytes = Buffer.from(await request.clone().arrayBuffer())
  const socket = new PassThrough()
  const scope = { workspaceId: 'physics', userId: 'ada', memberId: 'member_1' }
  const taken = withinScope(
    scope,
    async () =>
      await readUpload({ request, incoming: socket as unknown as IncomingMessage }, async () => {
        await Promise.resolve()
        return currentScope()
      }),
  )
  socket.end(bytes)
  expect(await taken).toEqual([scope])
})

test('a body that goes on with another file after its end is refused, and nobody waits for that file', async () => {
  const part = (name: string) =>
    `Content-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: text/plain\r\n\r\nwords\r\n`
  const body = Buffer.from(
    `--b\r\n${part('a.md')}--b--\r\n--b\r\n${part('b.md')}--b\r\n${part('c.md')}--b\r\n${part('d.md')}`,
  )
  const headers = { 'content-type': 'multipart/form-data; boundary=b' }
  const request = new Request(ADDRESS, { method: 'POST', body, headers })
  await expect(readUpload({ request, incoming: null }, take)).rejects.toMatchObject({
    code: 'LP_REQUEST_INVALID',
    message: expect.stringContaining('after its end'),
  })
})
