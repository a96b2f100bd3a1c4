import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { openReviews } from './crash-reviewer.double.ts'

/** @returns the last number of reviews that was acknowledged before the end */
async function killAfter(file: string, count: number, delayMs: number): Promise<number> {
  const script = fileURLToPath(new URL('crash-reviewer.double.ts', import.meta.url))
  const child = spawn(process.execPath, ['--import', 'tsx', script, file], { stdio: ['ignore', 'pipe', 'inherit'] })
  let told = 0
  let last = 0
  for await (const line of createInterface({ input: child.stdout })) {
    last = Number(line)
    told += 1
    if (told === count) setTimeout(() => child.kill('SIGKILL'), delayMs)
  }
  if (child.signalCode === null && child.exitCode === null) await once(child, 'exit')
  expect(child.signalCode).toBe('SIGKILL')
  return last
}

test('a review that was acknowledged is there after the process was killed, with its card', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'reviews-'))
  const file = join(folder, 'library.db')
  for (const [count, delayMs] of [
    [1, 0],
    [7, 1],
    [20, 2],
  ] as const) {
    const told = await killAfter(file, count, delayMs)
    const { reviews, close } = await openReviews(file)
    const { cards } = await reviews.list({ suspended: 'all', leech: 'all', limit: 10, offset: 0 })
    const [card] = cards
    expect(card?.reviews).toBeGreaterThanOrEqual(told)
    expect(await reviews.log(card?.id ?? '')).toHaveLength(card?.reviews ?? -1)
    await close()
  }
  await rm(folder, { recursive: true, force: true })
}, 60_000)
