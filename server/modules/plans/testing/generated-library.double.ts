import fc from 'fast-check'
import { CreatePlanRequest, Weekday } from '@learnpath/contracts'
import type { Material } from './plans-rig.double.ts'
import { smallMaterial, type SmallDocument, type SmallEdge } from './small-material.double.ts'

const NAMES = [
  'tide',
  'moon',
  'orbit',
  'gravity',
  'mass',
  'wave',
  'coast',
  'current',
  'salt',
  'wind',
  'harbour',
  'dune',
]
const FILLERS = ['water', 'people', 'science', 'measure', 'morning', 'explain', 'because', 'height', 'season', 'number']

const sentence = fc
  .tuple(fc.constantFrom(...NAMES), fc.array(fc.constantFrom(...FILLERS), { minLength: 4, maxLength: 10 }))
  .map(([name, words]) => `The ${name} ${words.join(' ')}. `)

const section = fc.record({
  heading: fc.oneof(fc.constantFrom(...NAMES), fc.constantFrom('Introduction', 'More', 'Summary')),
  level: fc.integer({ min: 1, max: 3 }),
  text: fc
    .tuple(
      fc.array(sentence, { minLength: 1, maxLength: 6 }),
      fc.oneof(fc.integer({ min: 0, max: 6 }), fc.constant(30)),
    )
    .map(([sentences, times]) => sentences.join('').repeat(times)),
})

const library = fc.array(fc.array(section, { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 6 })
const edges = fc.array(fc.tuple(fc.nat(NAMES.length - 1), fc.nat(NAMES.length - 1)), { maxLength: 14 })

/** Small libraries of any shape; prerequisites without cycles, as they always come. */
export const anyMaterial: fc.Arbitrary<Material> = fc
  .tuple(library, edges, fc.boolean())
  .map(([documents, pairs, numbered]) => {
    const files = documents.map((sections, index): SmallDocument => {
      const path = numbered ? `part-${index + 1}.md` : `${'cbadfe'.charAt(index)}.md`
      return { path, title: sections[0]?.heading ?? 'Untitled', sections }
    })
    const acyclic = pairs.flatMap(([one, other]): SmallEdge[] =>
      one > other ? [[NAMES[one] ?? '', NAMES[other] ?? '']] : [],
    )
    return smallMaterial(files, NAMES, acyclic)
  })

/** Goals that the small libraries can answer, and those that they cannot. */
export const anyGoal: fc.Arbitrary<string> = fc.oneof(
  fc.constant(''),
  fc.constantFrom(...NAMES).map((name) => `understand the ${name}`),
  fc.tuple(fc.constantFrom(...NAMES), fc.constantFrom(...NAMES)).map(([one, other]) => `${one} and ${other}`),
  fc.constant('harpsichord'),
)

/** Requests of every kind for a goal. */
export const anyRequest = (goal: fc.Arbitrary<string>, startDate: string): fc.Arbitrary<CreatePlanRequest> =>
  fc
    .record({
      goal,
      startDate: fc.constantFrom(startDate, undefined),
      level: fc.constantFrom('beginner' as const, 'intermediate' as const, 'advanced' as const),
      hoursPerWeek: fc.integer({ min: 1, max: 120 }).map((quarters) => quarters / 4),
      days: fc.uniqueArray(fc.constantFrom(...Weekday.options), { minLength: 1, maxLength: 7 }),
      deadline: fc.option(fc.integer({ min: 0, max: 60 }).map(daysAfter(startDate))),
      sessionMinutes: fc.integer({ min: 10, max: 120 }),
      wordsPerMinute: fc.integer({ min: 60, max: 600 }),
    })
    .map(({ startDate: start, ...request }) =>
      CreatePlanRequest.parse({ ...request, ...(start === undefined ? {} : { startDate: start }) }),
    )

const daysAfter =
  (date: string) =>
  (days: number): string =>
    new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10)
