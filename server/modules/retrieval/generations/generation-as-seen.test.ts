import type { Generation } from '@learnpath/contracts'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { withinScope } from '../../../kernel/access/access-scope.ts'
import type { GenerationsApi } from './generations-api.ts'
import { createGenerationsRig, untilServed, type GenerationsRig } from './testing/generations-rig.ts'

let rig: GenerationsRig

beforeEach(async () => {
  rig = await createGenerationsRig({ scoped: true })
})

afterEach(async () => {
  await rig.cleanUp()
})

const inWorkspace = async <Result>(workspaceId: string, work: () => Promise<Result>): Promise<Result> =>
  await withinScope({ workspaceId, userId: workspaceId, memberId: workspaceId }, work)

async function publish(workspaceId: string, path: string, text: string): Promise<void> {
  await inWorkspace(workspaceId, async () => await rig.publish(path, text))
}

const seenIn = async (workspaceId: string, generations: GenerationsApi): Promise<readonly Generation[]> =>
  await inWorkspace(workspaceId, async () => {
    const all = await generations.list()
    return await Promise.all(all.map(async (one) => await generations.asSeen(one)))
  })

it('counts the passages of documents that are seen, and what of them has no vector yet', async () => {
  await publish('one', 'a.txt', 'the apple falls\n\nthe pear hangs')
  await publish('two', 'a.txt', 'the whale sings')
  const generations = rig.open()
  await generations.start({ build: true })
  await generations.create({ model: 'first', activate: true })
  await untilServed(generations, 'first')
  expect(await generations.list()).toMatchObject([{ chunks: { done: 3, total: 3 }, lag: 0 }])
  expect(await seenIn('one', generations)).toMatchObject([{ chunks: { done: 2, total: 2 }, lag: 0, sizeBytes: 0 }])
  expect(await seenIn('two', generations)).toMatchObject([{ chunks: { done: 1, total: 1 }, lag: 0, sizeBytes: 0 }])
  await generations.stop()
  await publish('two', 'b.txt', 'the whale dives\n\nthe whale leaps')
  expect(await seenIn('one', generations)).toMatchObject([{ chunks: { done: 2, total: 2 }, lag: 0 }])
  expect(await seenIn('two', generations)).toMatchObject([{ chunks: { done: 1, total: 3 }, lag: 1 }])
})

it('counts all passages of the installation, also when a member is the first to ask', async () => {
  await publish('one', 'a.txt', 'the apple falls\n\nthe pear hangs')
  await publish('two', 'a.txt', 'the whale sings')
  const generations = rig.open()
  await generations.start({ build: false })
  const created = await inWorkspace('two', async () => await generations.create({ model: 'first', activate: true }))
  expect(created.chunks.total).toBe(3)
})
