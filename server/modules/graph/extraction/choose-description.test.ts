import { expect, it } from 'vitest'
import { chooseDescription } from './choose-description.ts'
import { joinReadings } from './join-readings.ts'
import type { ModelReading } from '../model-reading.ts'

it('the description that says what most others say speaks for an entity', () => {
  const said = [
    'Mitochondria produce the energy of the cell.',
    'Mitochondria were seen by Kölliker in 1857.',
    'They produce energy for the cell.',
    '',
  ]
  expect(chooseDescription(said, 'en')).toBe('Mitochondria produce the energy of the cell.')
  expect(chooseDescription(said.toReversed(), 'en')).toBe('Mitochondria produce the energy of the cell.')
  expect(chooseDescription(['', ''], 'en')).toBeNull()
})

it('readings of several models are one: each place once, a relation that two saw surer than of one', () => {
  const mention = (start: number, key: string, description = '') => ({
    start,
    end: start + 3,
    key,
    type: 'concept' as const,
    description,
  })
  const relation = { kind: 'uses' as const, source: 0, target: 1, start: 0, end: 20, description: '', keywords: ['a'] }
  const first: ModelReading = {
    mentions: [mention(0, 'en:a'), mention(10, 'en:b', 'B is here.')],
    relations: [{ ...relation, strength: 0.5 }],
  }
  const second: ModelReading = {
    mentions: [mention(5, 'en:c'), mention(0, 'en:a', 'A is here.'), mention(10, 'en:b', 'B.')],
    relations: [
      { ...relation, source: 1, target: 2, strength: 0.8, description: 'A uses B.', keywords: ['b'] },
      { ...relation, source: 0, target: 2, strength: 0.3 },
    ],
  }
  const { mentions, relations } = joinReadings([first, second])
  expect(mentions.map(({ key, description }) => `${key} ${description}`)).toEqual([
    'en:a A is here.',
    'en:c ',
    'en:b B is here.',
  ])
  expect(relations).toHaveLength(2)
  expect(relations[0]).toMatchObject({ source: 0, target: 2, description: 'A uses B.', keywords: ['a', 'b'] })
  expect(relations[0]?.strength).toBeCloseTo(0.9)
  expect(relations[1]).toMatchObject({ source: 1, target: 2, strength: 0.3 })
})
