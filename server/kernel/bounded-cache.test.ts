import { describe, expect, it } from 'vitest'
import { createBoundedCache } from './bounded-cache.ts'

describe('bounded cache', () => {
  it('forgets what was used longest ago once it is full', () => {
    const cache = createBoundedCache<string>(2)
    cache.set('a', 'A', 1)
    cache.set('b', 'B', 1)
    cache.get('a')
    cache.set('c', 'C', 1)
    expect([cache.get('a'), cache.get('b'), cache.get('c')]).toEqual(['A', undefined, 'C'])
  })

  it('does not keep what is heavier than all of it', () => {
    const cache = createBoundedCache<string>(2)
    cache.set('a', 'A', 1)
    cache.set('big', 'B', 3)
    expect([cache.get('a'), cache.get('big')]).toEqual(['A', undefined])
  })

  it('has room again for what was deleted', () => {
    const cache = createBoundedCache<string>(2)
    cache.set('a', 'A', 2)
    cache.delete('a')
    expect(cache.get('a')).toBeUndefined()
    cache.delete('unknown')
    cache.set('b', 'B', 1)
    cache.set('c', 'C', 1)
    expect([cache.get('b'), cache.get('c')]).toEqual(['B', 'C'])
  })

  it('counts a replaced value once', () => {
    const cache = createBoundedCache<string>(2)
    cache.set('a', 'A', 1)
    cache.set('a', 'AA', 1)
    cache.set('b', 'B', 1)
    expect([cache.get('a'), cache.get('b')]).toEqual(['AA', 'B'])
    cache.clear()
    expect(cache.get('a')).toBeUndefined()
  })
})
