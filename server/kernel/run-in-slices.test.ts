import { expect, it } from 'vitest'
import { runInSlices, type Steps } from './run-in-slices.ts'

function* summing(count: number): Steps<number> {
  let sum = 0
  for (let number = 1; number <= count; number++) {
    sum += number
    yield 10_000
  }
  return sum
}

it('gives the result and lets others run in between', async () => {
  let others = 0
  let isDone = false
  const wait = (): void => {
    others += 1
    if (!isDone) setImmediate(wait)
  }
  setImmediate(wait)
  expect(await runInSlices(summing(100))).toBe(5050)
  isDone = true
  expect(others).toBeGreaterThan(10)
})

it('stops when told to', async () => {
  const stopping = new AbortController()
  setImmediate(() => {
    stopping.abort()
  })
  await expect(runInSlices(summing(1_000_000), stopping.signal)).rejects.toThrow('aborted')
})
