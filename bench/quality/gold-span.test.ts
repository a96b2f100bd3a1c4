import { expect, it } from 'vitest'
import { findGoldSpan } from './gold-span.ts'

const TEXT = 'Apples are red. Pears are green and soft. Plums are blue. Pears are green and soft.'

it('finds a passage and says how much of it is there', () => {
  const span = findGoldSpan(TEXT, 'Plums are blue', 0.6)
  expect(TEXT.slice(span?.start, span?.end)).toBe('Plums are blue')
  expect(span?.overlap).toBe(1)
  expect(findGoldSpan(TEXT, 'Plums are tasty fruit', 0.6)?.overlap).toBe(0.5)
})

it('takes the place nearer to where the raw file has it when the words stand twice', () => {
  const passage = 'Pears are green and soft'
  expect(findGoldSpan(TEXT, passage, 0.1)?.start).toBe(TEXT.indexOf(passage))
  expect(findGoldSpan(TEXT, passage, 0.9)?.start).toBe(TEXT.lastIndexOf(passage))
})

it('finds nothing where there are no words', () => {
  expect(findGoldSpan('', 'words', 0)).toBeNull()
  expect(findGoldSpan(TEXT, '…', 0)).toBeNull()
})
