import { expect, test } from 'vitest'
import { createSharedQuestion } from './shared-question.ts'

/** A question whose answers are given by hand: the number of times that it had been asked. */
function openQuestion() {
  const waiting: { resolve(): void; reject(error: Error): void }[] = []
  let asked = 0
  const ask = createSharedQuestion(async () => {
    asked += 1
    const number = asked
    await new Promise<void>((resolve, reject) => waiting.push({ resolve, reject }))
    return number
  })
  return { ask, waiting, asked: () => asked }
}

test('who asks while an answer is on its way shares the next one', async () => {
  const { ask, waiting, asked } = openQuestion()
  const first = ask()
  const [second, third] = [ask(), ask()]
  expect(asked()).toBe(1)
  waiting[0]?.resolve()
  expect(await first).toBe(1)
  await expect.poll(asked).toBe(2)
  const fourth = ask()
  waiting[1]?.resolve()
  expect(await Promise.all([second, third])).toEqual([2, 2])
  await expect.poll(asked).toBe(3)
  waiting[2]?.resolve()
  expect(await fourth).toBe(3)
})

test('a failure is told to those who shared the question, and the next one is asked anew', async () => {
  const { ask, waiting, asked } = openQuestion()
  const first = ask()
  const second = ask()
  waiting[0]?.reject(new Error('away'))
  await expect(first).rejects.toThrow('away')
  await expect.poll(asked).toBe(2)
  waiting[1]?.resolve()
  expect(await second).toBe(2)
})
