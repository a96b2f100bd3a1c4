import { expect, it } from 'vitest'
import { repeatWhileWanted } from './repeat-while-wanted.ts'

it('does the work once more for all who ask meanwhile, and never twice at the same time', async () => {
  let runs = 0
  let atOnce = 0
  const work = repeatWhileWanted(
    async () => {
      runs += 1
      atOnce += 1
      expect(atOnce).toBe(1)
      await Promise.resolve()
      atOnce -= 1
    },
    () => undefined,
  )
  await Promise.all([work.wake(), work.wake(), work.wake()])
  await work.settled()
  expect(runs).toBe(2)
})

it('tells a failure, and works again when it is asked again', async () => {
  const failures: unknown[] = []
  let runs = 0
  const work = repeatWhileWanted(
    async () => {
      runs += 1
      if (runs === 1) throw new TypeError('away')
      await Promise.resolve()
    },
    (failure) => failures.push(failure),
  )
  await work.wake()
  await work.wake()
  expect(failures).toEqual([new TypeError('away')])
  expect(runs).toBe(2)
})
