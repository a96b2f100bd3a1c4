import { expect, test } from 'vitest'
import type { RateLimiter, RateVerdict } from './rate-limiter.ts'

export interface RateLimiterSubject {
  readonly limiter: RateLimiter
  /** The limiter as another part of the program has it, which counts together with the first. */
  another(): RateLimiter
  /** Moves the limiters' time on. */
  advance(ms: number): void
  cleanUp(): Promise<void>
}

const TEN_A_SECOND = { quota: 10, windowMs: 1000 }

/** What every rate limiter must do. */
export function rateLimiterContract(name: string, create: () => Promise<RateLimiterSubject>): void {
  const withSubject = async (use: (subject: RateLimiterSubject) => Promise<void>) => {
    const subject = await create()
    try {
      await use(subject)
    } finally {
      await subject.cleanUp()
    }
  }
  const takeMany = async (limiter: RateLimiter, count: number, key = 'anna'): Promise<RateVerdict[]> =>
    await Promise.all(Array.from({ length: count }, async () => await limiter.take(key, TEN_A_SECOND)))
  const allowed = (verdicts: readonly RateVerdict[]) => verdicts.filter(({ isAllowed }) => isAllowed).length

  test(`${name}: the quota is there at once, and tells what is left of it`, () =>
    withSubject(async ({ limiter }) => {
      expect(await limiter.take('anna', TEN_A_SECOND)).toEqual({
        isAllowed: true,
        remaining: 9,
        retryAfterMs: 0,
        resetMs: 100,
      })
      await takeMany(limiter, 9)
      expect(await limiter.take('anna', TEN_A_SECOND)).toEqual({
        isAllowed: false,
        remaining: 0,
        retryAfterMs: 100,
        resetMs: 1000,
      })
    }))

  test(`${name}: of many at once exactly the quota is allowed, whoever asks`, () =>
    withSubject(async ({ limiter, another }) => {
      const verdicts = await Promise.all([takeMany(limiter, 20), takeMany(another(), 20)])
      expect(allowed(verdicts.flat())).toBe(10)
    }))

  test(`${name}: it fills up evenly, and what was refused has cost nothing`, () =>
    withSubject(async ({ limiter, advance }) => {
      await takeMany(limiter, 25)
      advance(98)
      expect(await limiter.take('anna', TEN_A_SECOND)).toMatchObject({ isAllowed: false, retryAfterMs: 2 })
      advance(2)
      expect(await limiter.take('anna', TEN_A_SECOND)).toMatchObject({ isAllowed: true, remaining: 0 })
      expect(await limiter.take('anna', TEN_A_SECOND)).toMatchObject({ isAllowed: false, retryAfterMs: 100 })
      advance(350)
      expect(allowed(await takeMany(limiter, 10))).toBe(3)
      advance(60_000)
      expect(allowed(await takeMany(limiter, 30))).toBe(10)
    }))

  test(`${name}: in the long run no more than the rate is allowed`, () =>
    withSubject(async ({ limiter, advance }) => {
      let count = 0
      for (let step = 0; step < 100; step += 1) {
        count += allowed(await takeMany(limiter, 3))
        advance(50)
      }
      expect(count).toBe(10 + 49) // The quota, and one every 100 ms of the 4.95 s after it.
    }))

  test(`${name}: each key counts for itself, and odd quotas are kept`, () =>
    withSubject(async ({ limiter }) => {
      await takeMany(limiter, 10)
      expect(await limiter.take('ben', TEN_A_SECOND)).toMatchObject({ isAllowed: true, remaining: 9 })
      const seven = { quota: 7, windowMs: 60_000 }
      const verdicts = await Promise.all(
        Array.from({ length: 9 }, async () => await limiter.take('search of anna', seven)),
      )
      expect(verdicts.map(({ remaining }) => remaining)).toEqual([6, 5, 4, 3, 2, 1, 0, 0, 0])
      expect(verdicts.at(-1)?.retryAfterMs).toBe(Math.ceil(60_000 / 7))
    }))
}
