import { LearnPathError, type CreateQuizRequest } from '@learnpath/contracts'
import { breathe } from '../../kernel/breathe.ts'
import type { Logger } from '../../ports/logger.ts'
import type { QuestionDraft, QuestionMaterial, QuestionWish, QuestionWriter } from '../../ports/question-writer.ts'
import type { ConceptMap, StudyDocument } from '../../ports/study-material.ts'
import { itemIdOf } from './item-id.ts'
import type { QuizScope } from './quiz-scope.ts'
import type { QuizzesDependencies } from './quizzes-dependencies.ts'
import { createAskedQuestions } from './verification/near-duplicates.ts'
import { verificationContext, type VerificationContext } from './verification/verification-context.ts'
import { verifyDraft } from './verification/verify-draft.ts'

/** A draft that has passed all rules. */
export interface VerifiedDraft {
  readonly id: string
  readonly draft: QuestionDraft
  readonly writer: string
}

export interface FoundDrafts {
  /** The best first. */
  readonly drafts: VerifiedDraft[]
  readonly written: number
  /** By rule; `removed`, `retired` and `answered` for items that the user or their statistics rule out. */
  readonly dropped: Record<string, number>
  readonly documents: readonly StudyDocument[]
}

/** Why an item that could be written again is left out; null when it may be used. */
export type RuleOut = (itemIds: readonly string[]) => Promise<ReadonlyMap<string, 'removed' | 'retired' | 'answered'>>

/** Drafts asked for per question wanted: about half are dropped at worst, and choosing needs a choice. */
const DRAFTS_PER_QUESTION = 2
const SPARE_DRAFTS = 20
const MOST_DRAFTS = 4000
const DRAFTS_PER_SLICE = 5

/** Has questions written and keeps those that pass, round by round, until there is a choice of them or the documents are read. */
export async function findDrafts(
  { concepts, writers, logger, patience }: Pick<QuizzesDependencies, 'concepts' | 'writers' | 'logger' | 'patience'>,
  request: CreateQuizRequest & { readonly types: readonly QuestionDraft['type'][] },
  given: { readonly map: ConceptMap; readonly scope: QuizScope; readonly rounds: readonly (readonly string[])[] },
  ruleOut: RuleOut,
): Promise<FoundDrafts> {
  const { map, scope, rounds } = given
  const found = { drafts: [] as VerifiedDraft[], written: 0, dropped: {} as Record<string, number> }
  const documents: StudyDocument[] = []
  const seen = new Set<string>()
  const signal = patience()
  const sieve = createSieve({ collectionId: map.collectionId, seen, found, ruleOut })
  for (const round of rounds) {
    if (found.drafts.length >= request.count) break
    const studied = await studyDocuments(concepts, round, map)
    const known = new Set(documents.map(({ documentId }) => documentId))
    documents.push(...studied.filter(({ documentId }) => !known.has(documentId)))
    const material = { map, documents: studied }
    const context = verificationContext(material)
    const wish = { types: request.types, ...scope, seed: request.seed, questions: request.count }
    for (const writer of writers) {
      const take = async (drafts: readonly QuestionDraft[]): Promise<number> => {
        await sieve(drafts, writer.name, context)
        return found.drafts.length
      }
      // The last one needs nothing but the documents: it is given its time, and what stops it is told.
      if (writer === writers.at(-1)) await writeUntilEnough(writer, material, { wish }, take)
      else if (!signal.aborted) await writeIfItCan(writer, material, { wish, signal, logger }, take)
    }
  }
  return { ...found, documents }
}

type Take = (drafts: readonly QuestionDraft[]) => Promise<number>
type Wish = Omit<QuestionWish, 'count'> & { readonly questions: number }

/** Nobody is to wait for, or go without a quiz because of, a writer that others can stand in for. */
async function writeIfItCan(
  writer: QuestionWriter,
  material: QuestionMaterial,
  { wish, signal, logger }: { readonly wish: Wish; readonly signal: AbortSignal; readonly logger: Logger },
  take: Take,
): Promise<void> {
  try {
    await writeUntilEnough(writer, material, { wish, signal }, take)
  } catch (failure) {
    if (signal.aborted) return
    const reason = failure instanceof LearnPathError ? failure.code : 'LP_INTERNAL'
    logger.warn('A writer of questions failed; the others go on without it.', { writer: writer.name, reason })
  }
}

/** Asks for more as long as too many were dropped and the writer has more. */
async function writeUntilEnough(
  writer: QuestionWriter,
  material: QuestionMaterial,
  { wish, signal }: { readonly wish: Wish; readonly signal?: AbortSignal },
  take: Take,
): Promise<void> {
  let wanted = wish.questions * DRAFTS_PER_QUESTION + SPARE_DRAFTS
  for (;;) {
    const drafts = await writer.write(material, { ...wish, count: wanted }, signal)
    const passed = await take(drafts)
    if (passed >= wish.questions || drafts.length < wanted || wanted >= MOST_DRAFTS) return
    wanted *= 2
  }
}

function createSieve({
  collectionId,
  seen,
  found,
  ruleOut,
}: {
  readonly collectionId: string
  readonly seen: Set<string>
  readonly found: Omit<FoundDrafts, 'documents'> & { written: number }
  readonly ruleOut: RuleOut
}) {
  const asked = createAskedQuestions()
  const drop = (rule: string): void => void (found.dropped[rule] = (found.dropped[rule] ?? 0) + 1)
  return async (drafts: readonly QuestionDraft[], writer: string, context: VerificationContext): Promise<void> => {
    const passed: VerifiedDraft[] = []
    for (const [at, draft] of drafts.entries()) {
      if (at % DRAFTS_PER_SLICE === 0) await breathe()
      const { documentId, start, end } = draft.evidence
      const evidence = context.documents.get(documentId)?.text.slice(start, end) ?? ''
      const id = itemIdOf({ ...draft, collectionId, evidence })
      if (seen.has(id)) continue
      seen.add(id)
      found.written += 1
      const verdict = verifyDraft(draft, context)
      if (!verdict.ok) drop(verdict.rule)
      else passed.push({ id, draft, writer: draft.model ?? writer })
    }
    const out = await ruleOut(passed.map(({ id }) => id))
    for (const one of passed) {
      const reason = out.get(one.id)
      if (reason !== undefined) drop(reason)
      else if (asked.add(one.draft)) found.drafts.push(one)
      else drop('near-duplicate')
    }
  }
}

/** Documents that went or are being read anew meanwhile are left out. */
async function studyDocuments(
  concepts: QuizzesDependencies['concepts'],
  documentIds: readonly string[],
  map: ConceptMap,
): Promise<StudyDocument[]> {
  const documents: StudyDocument[] = []
  for (const documentId of documentIds) {
    try {
      documents.push(await concepts.studyDocument(documentId, map))
    } catch (failure) {
      if (!isGone(failure)) throw failure
    }
    await breathe()
  }
  return documents
}

const GONE: ReadonlySet<string> = new Set(['LP_DOCUMENT_NOT_FOUND', 'LP_DOCUMENT_NOT_READY'])

export const isGone = (failure: unknown): boolean => failure instanceof LearnPathError && GONE.has(failure.code)
