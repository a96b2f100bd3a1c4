import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { randomFor, shuffled } from '../../../kernel/seeded-random.ts'
import type { EntityForm, FormAlias, MergeDecision, NameVectors, Resolution, ResolutionInput } from './resolution.ts'
import { resolveEntities } from './resolve-entities.ts'
import { allTypesAgree } from './types-agree.ts'

/** Words that make names alike, opposed, short forms, persons and numbers. */
const WORDS =
  'cell cells Zelle membrane membran cellular wall DNA ATP adenosine triphosphate John J. Doe Dr. Jane B1 B2 II colour color Müller Mueller of the'
const TYPES = ['concept', 'person', 'place', 'name', 'organization', 'date', 'standard'] as const

const names = fc
  .array(fc.constantFrom(...WORDS.split(' ')), { minLength: 1, maxLength: 3 })
  .map((words) => words.join(' '))
const forms: fc.Arbitrary<EntityForm[]> = fc.uniqueArray(
  fc
    .record({
      name: names,
      type: fc.constantFrom(...TYPES),
      language: fc.constantFrom('en', 'en', 'de'),
      mentions: fc.integer({ min: 1, max: 20 }),
      documents: fc.uniqueArray(fc.constantFrom('a', 'b', 'c'), { minLength: 1 }),
      conceptId: fc.constantFrom(null, null, null, 'one', 'two'),
    })
    .map((form) => ({
      ...form,
      key: `${form.language}:${form.type}:${form.name.toLowerCase()}`,
      conceptId: form.type === 'concept' ? form.conceptId : null,
    })),
  { selector: ({ key }) => key, minLength: 2, maxLength: 24 },
)

const inputs: fc.Arbitrary<ResolutionInput> = forms.chain((known) => {
  const keys = known.map(({ key }) => key)
  const pair = fc.record({ firstKey: fc.constantFrom(...keys, 'en:gone'), secondKey: fc.constantFrom(...keys) })
  const alias: fc.Arbitrary<FormAlias> = fc
    .tuple(pair, fc.constantFrom('acronym' as const, 'alias' as const), fc.integer({ min: 1, max: 4 }))
    .map(([ends, kind, count]) => ({ ...ends, kind, count }))
  const decision: fc.Arbitrary<MergeDecision> = fc
    .tuple(pair, fc.constantFrom('same' as const, 'different' as const))
    .map(([ends, said]) => ({ ...ends, decision: said }))
  return fc.record({
    forms: fc.constant(known),
    aliases: fc.array(alias, { maxLength: 6 }),
    decisions: fc.array(decision, { maxLength: 6 }),
    vectors: fc.option(fc.integer({ min: 0, max: 3 }).map(vectorsOf)),
    mergeSimilarity: fc.constantFrom(0.5, 0.93),
  })
})

/** Vectors of few directions, so that many names mean the same; made of the key, as a model does it. */
function vectorsOf(seed: number): NameVectors {
  const vector = (key: string): Float32Array => {
    const random = randomFor(seed, key)
    const made = Float32Array.from({ length: 4 }, () => Math.round(random()))
    const length = Math.hypot(...made)
    return length === 0 ? made : made.map((value) => value / length)
  }
  return { vector, calibrated: (cosine) => Math.max(0, Math.min(1, cosine)) }
}

const entityOf = ({ entities }: Resolution): Map<string, string> =>
  new Map(entities.flatMap(({ key, records }) => records.map((record) => [record.key, key])))

describe('resolution', () => {
  it('is a function of the set: order changes nothing', () => {
    fc.assert(
      fc.property(inputs, fc.integer(), (input, seed) => {
        const random = randomFor(seed, 'order')
        const turned = {
          ...input,
          forms: shuffled(input.forms, random).map((form) => ({
            ...form,
            documents: shuffled(form.documents, random),
          })),
          aliases: shuffled(input.aliases, random).map((alias) => ({
            ...alias,
            firstKey: alias.secondKey,
            secondKey: alias.firstKey,
          })),
          decisions: shuffled(input.decisions, random),
        }
        expect(resolveEntities(turned)).toEqual(resolveEntities(input))
      }),
      { numRuns: 150 },
    )
  })

  it('gives every name to one entity, with a way of records to the name that the entity is called by', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const { entities } = resolveEntities(input)
        const all = entities.flatMap(({ records }) => records.map(({ key }) => key))
        expect(all.toSorted()).toEqual(input.forms.map(({ key }) => key).toSorted())
        for (const { key, records } of entities) {
          expect(records[0]).toMatchObject({ key, reason: 'itself', withKey: null })
          const withKey = new Map(records.map((record) => [record.key, record.withKey]))
          for (const record of records) {
            let at: string | null = record.key
            for (let step = 0; step < records.length && at !== key; step++) at = withKey.get(at ?? '') ?? null
            expect(at).toBe(key)
          }
        }
      }),
    )
  })

  it('never puts together what the user told apart, and asks nothing about it', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const resolution = resolveEntities(input)
        const entity = entityOf(resolution)
        for (const { firstKey, secondKey, decision } of input.decisions) {
          if (decision === 'same' || firstKey === secondKey || !entity.has(firstKey)) continue
          expect(entity.get(firstKey)).not.toBe(entity.get(secondKey))
          for (const review of resolution.reviews) {
            const asked = new Set([entity.get(review.firstKey), entity.get(review.secondKey)])
            expect(asked.has(entity.get(firstKey)) && asked.has(entity.get(secondKey))).toBe(false)
          }
        }
      }),
      { numRuns: 150 },
    )
  })

  it('puts together what the user says is the same, where nothing that he said speaks against it', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const same = input.decisions.filter(({ decision }) => decision === 'same')
        const entity = entityOf(resolveEntities({ ...input, decisions: same }))
        const told = same.filter(({ firstKey }) => entity.has(firstKey))
        expect(told.map(({ firstKey }) => entity.get(firstKey))).toEqual(
          told.map(({ secondKey }) => entity.get(secondKey)),
        )
      }),
    )
  })

  it('splits a merge by one decision: the name stands by itself again unless another name ties it', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const { entities } = resolveEntities({ ...input, decisions: [] })
        const pair = entities.find(({ records }) => records.length === 2)?.records
        const [own, other] = pair ?? []
        if (own === undefined || other === undefined) return
        const decisions: MergeDecision[] = [{ firstKey: own.key, secondKey: other.key, decision: 'different' }]
        const after = resolveEntities({ ...input, decisions })
        expect(entityOf(after).get(own.key)).not.toBe(entityOf(after).get(other.key))
      }),
    )
  })

  it('merges nothing across types but by the user’s and the concepts’ word, and nothing by likeness across any types', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const typeOf = new Map(input.forms.map(({ key, type }) => [key, type]))
        for (const { records } of resolveEntities({ ...input, decisions: [] }).entities) {
          const types = records.flatMap(({ key }) => typeOf.get(key) ?? [])
          expect(allTypesAgree(types)).toBe(true)
          const alike = records.filter(({ reason }) => reason === 'similarity')
          expect(alike.map(({ key }) => typeOf.get(key))).toEqual(alike.map(({ withKey }) => typeOf.get(withKey ?? '')))
        }
      }),
      { numRuns: 150 },
    )
  })

  it('merges nothing by meaning alone', () => {
    fc.assert(
      fc.property(forms, (known) => {
        const vectors: NameVectors = { vector: () => Float32Array.of(1, 0), calibrated: () => 1 }
        const distinct = known.map((form, at) => ({
          ...form,
          name: `${'bcdfghjklmnpqrstvwxz'.charAt(at % 20).repeat(6)}${at}`,
          conceptId: null,
        }))
        const input = { forms: distinct, aliases: [], decisions: [], vectors, mergeSimilarity: 0.5 }
        expect(resolveEntities(input).entities).toHaveLength(known.length)
      }),
    )
  })
})
