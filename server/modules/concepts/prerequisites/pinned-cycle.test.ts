import { expect, it } from 'vitest'
import { pinnedCycle } from './pinned-cycle.ts'

const needs = (conceptId: string, prerequisiteId: string) => ({ conceptId, prerequisiteId })

it('finds the chain that a new pair would close, and none where there is none', () => {
  const pinned = [needs('a', 'b'), needs('b', 'c'), needs('b', 'd')]
  expect(pinnedCycle(pinned, needs('c', 'a'))).toEqual(['a', 'b', 'c'])
  expect(pinnedCycle(pinned, needs('a', 'c'))).toBeNull()
  expect(pinnedCycle(pinned, needs('a', 'a'))).toEqual(['a'])
})
