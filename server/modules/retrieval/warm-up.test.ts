import { afterEach, describe, expect, it, vi } from 'vitest'
import type { ProgressEvent } from '@learnpath/contracts'
import { createRetrievalRig, type RetrievalRig, textDocument } from './testing/retrieval-rig.ts'

const CHANGED = { type: 'document-deleted', documentId: 'x' } as ProgressEvent

async function ask(rig: RetrievalRig, query: string, times: number): Promise<void> {
  for (let time = 0; time < times; time += 1) await rig.search(query)
}

/** Until the answer to a query is known without anybody having asked for it. */
async function afterWarmUp(rig: RetrievalRig, query: string): Promise<boolean | undefined> {
  await vi.advanceTimersByTimeAsync(10)
  for (let turn = 0; turn < 20; turn += 1) {
    await new Promise((resolve) => {
      setImmediate(resolve)
    })
  }
  await rig.search(query)
  return rig.lookUps.at(-1)
}

afterEach(() => {
  vi.useRealTimers()
})

describe('warm-up', () => {
  it('answers frequent queries anew after a change, and rare ones not', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const rig = await createRetrievalRig([textDocument('a', 'quark lepton')])
    await rig.retrieval.start()
    await ask(rig, 'quark', 3)
    await ask(rig, 'lepton', 2)
    rig.library.publish(textDocument('b', 'Another quark, another lepton.'))
    rig.announce(CHANGED)
    expect(await afterWarmUp(rig, 'quark')).toBe(true)
    expect((await rig.search('quark')).hits).toHaveLength(2)
    expect(await afterWarmUp(rig, 'lepton')).toBe(false)
    await rig.retrieval.stop()
  })

  it('forgets what was frequent once and is asked no more', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const rig = await createRetrievalRig([textDocument('a', 'quark')])
    await rig.retrieval.start()
    await ask(rig, 'quark', 3)
    for (let round = 0; round < 2; round += 1) {
      rig.library.publish(textDocument(`b${round}`, 'Another quark.'))
      rig.announce(CHANGED)
      await vi.advanceTimersByTimeAsync(10)
      await rig.retrieval.catchUp()
    }
    rig.library.publish(textDocument('c', 'A third quark.'))
    rig.announce(CHANGED)
    expect(await afterWarmUp(rig, 'quark')).toBe(false)
    await rig.retrieval.stop()
  })
})
