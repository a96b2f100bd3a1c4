// Making a shared collection private takes it from everybody else: that is for owners of the workspace.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { servePeople, type Person, type ServedPeople } from './served-people.double.ts'

let served: ServedPeople
let editor: Person
let learner: Person
let owner: Person
beforeAll(async () => {
  served = await servePeople({ ingest: false })
  editor = await served.invite('editor', 'editor')
  learner = await served.invite('learner', 'learner')
  owner = await served.invite('owner', 'owner')
}, 60_000)
afterAll(async () => {
  await served.stop()
})

async function make(who: Person, name: string, visibility: string): Promise<string> {
  const { status, json } = await who.send('POST', '/collections', { body: { name, visibility } })
  expect(status).toBe(201)
  return String(json['id'])
}
async function change(who: Person, id: string, visibility: string): Promise<string> {
  const { status, json } = await who.send('PATCH', `/collections/${id}`, { body: { visibility } })
  return `${status} ${String(json['code'] ?? json['visibility'])}`
}
const sees = async (who: Person, name: string): Promise<boolean> =>
  (await who.send('GET', '/collections')).text.includes(`"${name}"`)

const DENIED = '403 LP_PERMISSION_DENIED'

test('an editor shares a collection, but cannot take a shared one from the others', async () => {
  const made = await make(editor, 'club', 'shared')
  expect(await change(editor, made, 'private')).toBe(DENIED)
  const own = await make(editor, 'diary', 'private')
  expect(await sees(learner, 'diary')).toBe(false)
  expect(await change(editor, own, 'private')).toBe('200 private')
  expect(await change(editor, own, 'shared')).toBe('200 shared')
  expect(await change(editor, own, 'shared')).toBe('200 shared')
  expect(await change(editor, own, 'private')).toBe(DENIED)
  for (const name of ['club', 'diary']) expect(await sees(learner, name)).toBe(true)
})

test('an owner makes it private, and nobody else does', async () => {
  const id = await make(editor, 'notes', 'shared')
  const stranger = await served.invite('stranger', 'owner', await served.newWorkspace('other'))
  expect(await change(learner, id, 'private')).toBe(DENIED)
  expect(await change(await served.keyOf(owner, 'write'), id, 'private')).toBe(DENIED)
  expect(await change(stranger, id, 'private')).toBe('404 LP_COLLECTION_NOT_FOUND')
  expect(await sees(learner, 'notes')).toBe(true)
  expect(await change(owner, id, 'private')).toBe('200 private')
  expect(await sees(learner, 'notes')).toBe(false)
  expect(await sees(editor, 'notes')).toBe(false)
  // What is not seen is not there.
  expect(await change(editor, id, 'shared')).toBe('404 LP_COLLECTION_NOT_FOUND')
})

test('the audit log has who was refused', async () => {
  const id = await make(editor, 'choir', 'shared')
  await change(editor, id, 'private')
  await expect
    .poll(async () => (await owner.send('GET', '/audit')).json['entries'])
    .toContainEqual(
      expect.objectContaining({ action: 'request-refused', subjectId: id, detail: 'PATCH /collections/{id}' }),
    )
})
