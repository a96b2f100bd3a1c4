import { expect, it } from 'vitest'
import { bCubed } from './b-cubed.ts'

const items = (...pairs: string[]) => pairs.map((pair) => ({ gold: pair.charAt(0), found: pair.charAt(1) }))

it('is 1 for the true clusters, whatever their names', () => {
  expect(bCubed(items('ax', 'ax', 'by'))).toEqual({ precision: 1, recall: 1, f1: 1 })
})

it('loses recall by what is kept apart, and precision by what is put together', () => {
  expect(bCubed(items('ax', 'ay'))).toMatchObject({ precision: 1, recall: 0.5 })
  expect(bCubed(items('ax', 'bx'))).toMatchObject({ precision: 0.5, recall: 1 })
})
