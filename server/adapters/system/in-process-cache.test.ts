import { expect, test } from 'vitest'
import { cacheContract } from '../../ports/cache.contract.ts'
import { createManualClock } from '../../ports/clock.double.ts'
import { createInProcessCache } from './in-process-cache.ts'

cacheContract('in process', async () => {
  const clock = createManualClock()
  const cache = createInProcessCache({ clock, maxBytes: 1_000_000 })
  return await Promise.resolve({
    cache,
    another: () => cache,
    pass: async (ms: number) => await Promise.resolve(clock.advance(ms)),
    cleanUp: async () => await Promise.resolve(),
  })
})

test('holds no more bytes than it may, and forgets what was not used for longest', async () => {
  const cache = createInProcessCache({ clock: createManualClock(), maxBytes: 10_000 })
  for (let index = 0; index < 100; index += 1) {
    await cache.set(`${index}`, new Uint8Array(300), 1000)
    await cache.get('0')
  }
  const kept = await Promise.all(Array.from({ length: 100 }, async (_, index) => await cache.get(`${index}`)))
  expect(kept.filter((value) => value !== null).length).toBe(19)
  expect([kept[0] === null, kept[1] === null, kept[99] === null]).toEqual([false, true, false])
})
