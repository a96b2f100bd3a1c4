import { expect, test } from 'vitest'
import type { Cache } from './cache.ts'

export interface CacheSubject {
  readonly cache: Cache
  /** The cache as another part of the program has it, which shares its values. */
  another(): Cache
  /** Lets time pass for the cache. */
  pass(ms: number): Promise<void>
  cleanUp(): Promise<void>
}

const HOUR_MS = 3_600_000

/** What every cache must do. */
export function cacheContract(name: string, create: () => Promise<CacheSubject>): void {
  const withSubject = async (use: (subject: CacheSubject) => Promise<void>) => {
    const subject = await create()
    try {
      await use(subject)
    } finally {
      await subject.cleanUp()
    }
  }

  test(`${name}: bytes come back as they were, to all who share it`, () =>
    withSubject(async ({ cache, another }) => {
      const bytes = Uint8Array.from({ length: 256 }, (_, index) => index)
      await cache.set('a', bytes, HOUR_MS)
      expect([...((await another().get('a')) ?? [])]).toEqual([...bytes])
      expect(await cache.get('b')).toBeNull()
    }))

  test(`${name}: keys of any length and letters are told apart; the last value counts`, () =>
    withSubject(async ({ cache }) => {
      const long = 'x'.repeat(10_000)
      for (const key of [`${long}1`, `${long}2`, 'schön', 'a b\n{c}:*']) await cache.set(key, Buffer.from(key), HOUR_MS)
      await cache.set('schön', Buffer.from('neu'), HOUR_MS)
      const textOf = async (key: string) => Buffer.from((await cache.get(key)) ?? []).toString()
      expect((await textOf(`${long}1`)).at(-1)).toBe('1')
      expect(await textOf('schön')).toBe('neu')
      expect(await textOf('a b\n{c}:*')).toBe('a b\n{c}:*')
    }))

  test(`${name}: a value is forgotten when its time is up`, () =>
    withSubject(async ({ cache, pass }) => {
      await cache.set('short', Buffer.from('1'), 40)
      await cache.set('long', Buffer.from('2'), HOUR_MS)
      await pass(60)
      expect(await cache.get('short')).toBeNull()
      expect(await cache.get('long')).not.toBeNull()
    }))

  test(`${name}: a value that is changed after it was put in, or taken out, is not changed in the cache`, () =>
    withSubject(async ({ cache }) => {
      const bytes = Uint8Array.of(1, 2, 3)
      await cache.set('a', bytes, HOUR_MS)
      bytes[0] = 9
      const taken = await cache.get('a')
      taken?.set([7])
      expect([...((await cache.get('a')) ?? [])]).toEqual([1, 2, 3])
    }))
}
