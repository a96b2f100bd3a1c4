import type { QuizItemType } from '@learnpath/contracts'
import { orAborted } from '../../../kernel/or-aborted.ts'
import type { QuestionDraft, QuestionMaterial, QuestionWish, QuestionWriter } from '../../../ports/question-writer.ts'
import type { LanguageModelsApi } from '../../language-models/index.ts'
import { verificationContext, type VerificationContext } from '../verification/verification-context.ts'
import { verifyDraft } from '../verification/verify-draft.ts'
import { shareOfTypes } from '../writing/select-drafts.ts'
import { draftOfWritten } from './draft-of-written.ts'
import { passagesToAsk, type PassageToAsk } from './passages-to-ask.ts'
import { askForAnswers, askForQuestions } from './question-prompt.ts'
import { isSameAnswer } from './same-answer.ts'
import { GivenAnswers, MODEL_TYPES, WrittenQuestions } from './written-questions.ts'

/** About half of what a model writes does not pass. */
const OVERWRITTEN = 2
const TOKENS_PER_QUESTION = 220
const TOKENS_PER_ANSWER = 50
/** A model of which that many passages gave nothing that passes is not asked on. */
const PATIENCE = 3

type Generator = Pick<LanguageModelsApi, 'generateObject'>

/**
 * Questions by a language model: asked for passage by passage around the wished concepts, kept when every rule lets them pass and
 * the model finds the answer again from the passage alone. Gives nothing when there is no model, and what it has when its time is up.
 */
export function createModelQuestionWriter(languageModels: Generator): QuestionWriter {
  return {
    name: 'language-model',
    async write(material, wish, signal) {
      const types = MODEL_TYPES.filter((type) => wish.types.includes(type))
      const needed = Math.ceil((wish.questions ?? wish.count) * shareOfTypes(types, wish.types))
      const writing = { languageModels, material, types, wish, context: verificationContext(material), signal }
      const drafts: QuestionDraft[] = []
      let passed = 0
      let inVain = 0
      for (const passage of needed === 0 ? [] : passagesToAsk(material, wish, needed * OVERWRITTEN)) {
        if (passed >= needed || drafts.length >= wish.count || inVain === PATIENCE) break
        const written = await unlessAborted(questionsAbout(passage, writing), signal)
        if (written === null) break
        drafts.push(...written.drafts)
        passed += written.passed
        inVain = written.passed === 0 ? inVain + 1 : 0
      }
      return drafts.slice(0, wish.count)
    },
  }
}

interface Writing {
  readonly languageModels: Generator
  readonly material: QuestionMaterial
  readonly types: readonly QuizItemType[]
  readonly wish: QuestionWish
  readonly context: VerificationContext
  readonly signal: AbortSignal | undefined
}

interface Written {
  /** Those too that do not pass: who asked tells why. */
  readonly drafts: readonly QuestionDraft[]
  readonly passed: number
}

/** Null when there is no model that could. */
async function questionsAbout(passage: PassageToAsk, writing: Writing): Promise<Written | null> {
  const { languageModels, material, types, wish, context, signal } = writing
  const count = passage.concepts.length * OVERWRITTEN
  const made = await languageModels.generateObject({
    schema: WrittenQuestions,
    messages: askForQuestions(passage, material, { types, count }),
    maximumTokens: TOKENS_PER_QUESTION * count,
    seed: wish.seed,
    ...(signal === undefined ? {} : { signal }),
  })
  if (made === null) return null
  const drafts = made.value.questions
    .slice(0, count * OVERWRITTEN)
    .filter(({ type }) => types.includes(type))
    .flatMap((one) => draftOfWritten(one, passage, { model: made.model, seed: wish.seed }) ?? [])
  const sound = drafts.filter((draft) => verifyDraft(draft, context).ok)
  const confirmed = await confirmedOf(sound, passage, { model: made.model, writing })
  return {
    drafts: drafts.map((draft) => (sound.includes(draft) ? { ...draft, confirmed: confirmed.has(draft) } : draft)),
    passed: confirmed.size,
  }
}

/** Round trip: the drafts whose answer the model gives again when it sees the passage and the question alone (Alberti et al. 2019). */
async function confirmedOf(
  drafts: readonly QuestionDraft[],
  { document, start, end }: PassageToAsk,
  { model, writing: { languageModels, wish, signal } }: { readonly model: string; readonly writing: Writing },
): Promise<ReadonlySet<QuestionDraft>> {
  if (drafts.length === 0) return new Set()
  const stems = drafts.map(({ stem }) => stem)
  const made = await languageModels.generateObject({
    schema: GivenAnswers,
    messages: askForAnswers(document.text.slice(start, end), stems),
    maximumTokens: TOKENS_PER_ANSWER * drafts.length,
    seed: wish.seed,
    model,
    ...(signal === undefined ? {} : { signal }),
  })
  const answers = made?.value.answers ?? []
  return new Set(drafts.filter((draft, at) => isSameAnswer(answers[at] ?? '', draft)))
}

/** Null when the signal came first. */
async function unlessAborted<Value>(promise: Promise<Value>, signal: AbortSignal | undefined): Promise<Value | null> {
  try {
    return await orAborted(promise, signal)
  } catch (failure) {
    if (signal?.aborted === true) return null
    throw failure
  }
}
