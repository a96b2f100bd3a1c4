import { EntityType, RelationKind } from '@learnpath/contracts'
import { z } from 'zod'

/** What a model may take a thing for: proper names of which nothing more is known, and quantities, are not for it to give. */
const TYPES = z.enum(EntityType.options).exclude(['name', 'quantity'])
const KINDS = z.enum(RelationKind.options)
const LEAST_STRENGTH = 1
const MOST_STRENGTH = 10
const MIDDLE_STRENGTH = 5

const Asked = z.object({
  entities: z.array(z.object({ name: z.string(), type: TYPES, description: z.string() })),
  relations: z.array(
    z.object({
      source: z.string(),
      target: z.string(),
      kind: KINDS,
      description: z.string(),
      keywords: z.array(z.string()),
      strength: z.int().min(LEAST_STRENGTH).max(MOST_STRENGTH),
    }),
  ),
})

const words = z.string().catch('')
const strength = z.coerce
  .number()
  .catch(MIDDLE_STRENGTH)
  .transform((value) => Math.min(MOST_STRENGTH, Math.max(LEAST_STRENGTH, Math.round(value))))

/** The same with slips: one in a long answer costs its entry, and not the tokens of a second answer. */
const Slipped = z.object({
  entities: z.array(
    z
      .object({ name: words, type: TYPES.catch('concept'), description: words })
      .catch({ name: '', type: 'concept', description: '' }),
  ),
  relations: z
    .array(
      z
        .object({
          source: words,
          target: words,
          kind: KINDS.catch('related'),
          description: words,
          keywords: z.array(words).catch([]),
          strength,
        })
        .catch({ source: '', target: '', kind: 'related', description: '', keywords: [], strength: LEAST_STRENGTH }),
    )
    // Left out by an answer that ended before them.
    .default([]),
})

function mended(answer: unknown): unknown {
  const { success, data } = Slipped.safeParse(answer)
  // Where nothing has a name, the form was not understood at all.
  return success && (data.entities.length === 0 || data.entities.some(({ name }) => name !== '')) ? data : answer
}

/** What a language model writes of one passage, before it is checked against the passage. Strength is from 1 to 10. */
export const ExtractedObject = z.preprocess(mended, Asked)
export type ExtractedObject = z.infer<typeof ExtractedObject>
export type ExtractedEntity = ExtractedObject['entities'][number]
export type ExtractedRelation = ExtractedObject['relations'][number]
