import { describe, expect, it } from 'vitest'
import { sentences } from '../../../kernel/text/sentences.ts'
import { checkReading } from './check-reading.ts'
import type { ExtractedObject } from './extracted-object.ts'

const GERMAN = 'Die Photosynthese findet in den Chloroplasten statt. Die Europäischen Staaten forschen daran.'
const ENGLISH =
  'Mitochondria make adenosine triphosphate (ATP). The cell membrane is a thin membrane. Water was found. ' +
  'The WHO was founded in 1948. Who knows it? Ribosomes are small. They float about. Plants need light.'

const entity = (name: string, description = '') => ({ name, type: 'concept' as const, description })
const relation = (source: string, target: string, more: Partial<ExtractedObject['relations'][number]> = {}) => ({
  source,
  target,
  kind: 'uses' as const,
  description: '',
  keywords: [],
  strength: 8,
  ...more,
})

function check(extracted: Partial<ExtractedObject>, text = ENGLISH, language = 'en') {
  const sentenceEnds = sentences(text, language).map(({ end }) => end)
  const whole = { entities: [], relations: [], ...extracted }
  const { reading, rejected } = checkReading(whole, { text, language, mentions: [], sentenceEnds })
  return {
    reading,
    rejected,
    words: reading.mentions.map(({ start, end }) => text.slice(start, end)),
    said: reading.relations.map(({ start, end }) => text.slice(start, end)),
  }
}

describe('names', () => {
  it('are found whatever their case, number or inflection, at every place, with one key', () => {
    const { words, reading } = check({ entities: [entity('mitochondrion'), entity('the Cell Membranes')] })
    expect(words).toEqual(['Mitochondria', 'cell membrane'])
    expect(reading.mentions.map(({ key }) => key)).toEqual(['en:mitochondrion', 'en:cell membrane'])
    const german = check({ entities: [entity('Chloroplast'), entity('Europäische Staaten')] }, GERMAN, 'de')
    expect(german.words).toEqual(['Chloroplasten', 'Europäischen Staaten'])
    expect(german.rejected).toBe(0)
  })

  it('that do not stand in the text are rejected and counted', () => {
    const invented = check({ entities: [entity('Golgi apparatus'), entity('membrane water'), entity('the')] })
    expect(invented.words).toEqual([])
    expect(invented.rejected).toBe(3)
  })

  it('in capitals are no words in small letters, and what is in brackets may be left out', () => {
    expect(check({ entities: [entity('WHO')] }).words).toEqual(['WHO'])
    expect(check({ entities: [entity('THEY')] }).words).toEqual([])
    expect(check({ entities: [entity('ribosomes (organelles)')] }).words).toEqual(['Ribosomes'])
  })

  it('take the key that another reader gave the same place', () => {
    const mentions = [{ start: 0, end: 12, key: 'en:power house', type: 'name' as const }]
    const read = { text: ENGLISH, language: 'en', mentions, sentenceEnds: [] }
    const { reading } = checkReading({ entities: [entity('Mitochondria')], relations: [] }, read)
    expect(reading.mentions[0]?.key).toBe('en:power house')
  })
})

describe('relations', () => {
  it('have the sentence that holds both names, or two next to each other', () => {
    const { said, rejected } = check({
      relations: [
        relation('mitochondrion', 'ATP'),
        relation('Ribosome', 'Plant', { kind: 'causes' }),
        relation('Water', 'WHO'),
      ],
    })
    expect(said).toEqual([
      'Mitochondria make adenosine triphosphate (ATP).',
      'Water was found. The WHO was founded in 1948.',
    ])
    expect(rejected).toBe(1)
  })

  it('need two places: a name inside of the other says nothing', () => {
    const twice = 'The cell membrane is a thin membrane. It keeps water in.'
    expect(check({ relations: [relation('cell membrane', 'membrane')] }, twice).said).toEqual([
      'The cell membrane is a thin membrane.',
    ])
    const once = 'The cell membrane keeps water in.'
    expect(check({ relations: [relation('cell membrane', 'membrane')] }, once)).toMatchObject({ said: [], rejected: 1 })
    expect(check({ relations: [relation('water', 'Waters')] }, once)).toMatchObject({ said: [], rejected: 1 })
  })

  it('are kept once, the surest of them; what goes both ways in one order', () => {
    const { reading } = check({
      relations: [
        relation('ATP', 'mitochondria', { kind: 'related', strength: 4 }),
        relation('Mitochondrion', 'ATP', { kind: 'related', strength: 9, keywords: ['Energy', 'http://evil.example'] }),
      ],
    })
    expect(reading.relations).toHaveLength(1)
    const [only] = reading.relations
    expect(only).toMatchObject({ strength: 0.9, keywords: ['energy'] })
    expect(reading.mentions[only?.source ?? 9]?.key).toBe('en:atp')
  })
})

describe('descriptions', () => {
  it('stay when the text holds what they say, and go when it does not', () => {
    const { reading } = check({
      entities: [
        entity('Mitochondria', 'They make adenosine triphosphate.'),
        entity('WHO', 'It was founded in 1951.'),
        entity('Water', 'A liquid that covers most of the planet Earth.'),
        entity('Plants', 'Plants need light, see https://evil.example/now.'),
      ],
    })
    expect(reading.mentions.map(({ description }) => description)).toEqual([
      'They make adenosine triphosphate.',
      '',
      '',
      'Plants need light, see',
    ])
  })
})
