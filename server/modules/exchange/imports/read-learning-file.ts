import { LearnPathError, ReviewRating, ReviewSettings } from '@learnpath/contracts'
import { z } from 'zod'
import { LEARNING_FORMAT, LEARNING_VERSION } from '../formats/learning-json.ts'
import type { ImportContent } from './import-content.ts'

/** The settings that can be chosen; weights come from the reviews, by fitting them again. */
const LearningSettings = ReviewSettings.omit({ parameters: true, parameterVersion: true })

const MAX_ENTRIES = 300_000
const MAX_REVIEWS = 100_000

const LearningFile = z.object({
  format: z.literal(LEARNING_FORMAT),
  version: z.number().int(),
  settings: LearningSettings.nullish(),
  entries: z
    .array(
      z.object({
        guid: z.string().min(1).max(1000),
        deck: z.string().min(1).max(200),
        kind: z.enum(['basic', 'cloze']),
        front: z.string().min(1).max(20_000),
        back: z.string().max(20_000),
        tags: z.array(z.string()).max(1000),
        card: z.object({ suspended: z.boolean() }).nullable(),
        log: z
          .array(z.object({ at: z.number().int(), rating: ReviewRating, durationMs: z.number().nullable() }))
          .max(MAX_REVIEWS),
      }),
    )
    .max(MAX_ENTRIES),
})

/** An export of LearnPath as cards. @throws LP_IMPORT_DAMAGED, LP_IMPORT_UNSUPPORTED */
export function readLearningFile(bytes: Uint8Array): ImportContent {
  const json = parsed(bytes)
  const format = z.object({ format: z.string(), version: z.number() }).safeParse(json)
  if (!format.success || format.data.format !== LEARNING_FORMAT) {
    const found = format.success
      ? `it says that it is "${format.data.format.slice(0, 100)}"`
      : 'it is JSON of another program'
    throw new LearnPathError('LP_IMPORT_UNSUPPORTED', { detail: found })
  }
  if (format.data.version > LEARNING_VERSION) {
    throw new LearnPathError('LP_IMPORT_UNSUPPORTED', {
      detail: 'it was exported by a newer LearnPath; update this one first',
    })
  }
  const file = LearningFile.safeParse(json)
  if (!file.success) {
    const [issue] = file.error.issues
    throw new LearnPathError('LP_IMPORT_DAMAGED', { detail: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}` })
  }
  const cards = file.data.entries.map(({ guid, deck, kind, front, back, tags, card, log }) => ({
    guid,
    deck,
    kind,
    front,
    back,
    tags,
    suspended: card?.suspended ?? false,
    reviews: log,
  }))
  return { cards, refused: [], settings: file.data.settings ?? null }
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (cause) {
    const detail = `it is no whole JSON (${cause instanceof Error ? cause.message : String(cause)})`
    throw new LearnPathError('LP_IMPORT_DAMAGED', { detail, cause })
  }
}
