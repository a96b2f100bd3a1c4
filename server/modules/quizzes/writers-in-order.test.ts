import { LearnPathError, type QuizItem } from '@learnpath/contracts'
import { describe, expect, it } from 'vitest'
import type { QuestionDraft, QuestionWriter } from '../../ports/question-writer.ts'
import { CELLS, createPlainWriter, createQuizzesRig, type QuizzesRig } from './testing/quizzes-rig.ts'

async function quizOf(rig: QuizzesRig, count = 4): Promise<QuizItem[]> {
  const quiz = await rig.quizzes.create({ count, seed: 3, newOnly: false })
  return quiz.items
}

async function rigWith(writers: readonly QuestionWriter[], patience?: () => AbortSignal): Promise<QuizzesRig> {
  const rig = await createQuizzesRig({ writers, ...(patience === undefined ? {} : { patience }) })
  await rig.publish('cells.md', CELLS)
  return rig
}

const stemsOf = (items: readonly QuizItem[]): string[] => items.map(({ stem }) => stem)

/** Asks one choice about the lysosome, as a model would. */
const modelWriter: QuestionWriter = {
  name: 'language-model',
  async write({ documents: [document] }) {
    const sentence = 'Old parts are digested inside a lysosome with sharp enzymes.'
    const start = document?.text.indexOf(sentence) ?? -1
    const draft: QuestionDraft = {
      type: 'multiple-choice',
      stem: 'Which part of a cell breaks old things down?',
      options: ['lysosome', 'nucleus', 'vacuole', 'ribosome'],
      left: [],
      right: [],
      answer: { option: 0 },
      answerText: 'lysosome',
      accepted: [],
      conceptId: 'concept_lysosome',
      evidence: { documentId: document?.documentId ?? '', start, end: start + sentence.length },
      bloom: 'understand',
      language: 'en',
      difficulty: 0.5,
      pattern: 'model-choice',
      model: 'ollama:tutor',
    }
    return await Promise.resolve([
      draft,
      { ...draft, stem: 'Which part is it?', answerText: 'nucleus', answer: { option: 1 } },
    ])
  },
}

const failing = (failure: Error): QuestionWriter => ({
  name: 'language-model',
  write: async () => await Promise.reject(failure),
})

describe('writers in order', () => {
  it('prefers what a model writes well, and fills up by rules', async () => {
    const alone = await quizOf(await rigWith([createPlainWriter()]))
    const rig = await rigWith([modelWriter, createPlainWriter()])
    const items = await quizOf(rig)
    expect(stemsOf(items)).toContain('Which part of a cell breaks old things down?')
    expect(stemsOf(items)).not.toContain('Which part is it?')
    expect(items).toHaveLength(alone.length)
    const types = (of: readonly QuizItem[]): string[] => of.map(({ type }) => type).toSorted()
    expect(types(items)).toEqual(types(alone))
    const rows = await rig.store.db.selectFrom('quiz_items').select(['writer', 'pattern']).execute()
    expect(rows).toContainEqual({ writer: 'ollama:tutor', pattern: 'model-choice' })
    expect(rows).toContainEqual({ writer: 'plain', pattern: 'plain' })
  })

  it.each([
    ['fails', [failing(new LearnPathError('LP_LANGUAGE_MODEL_FAILED', { detail: 'out of memory' }))]],
    ['breaks', [failing(new TypeError('no such thing'))]],
    ['writes nothing', [{ name: 'language-model', write: async () => await Promise.resolve([]) }]],
  ])('gives the quiz of the rules when a model %s', async (_, [writer]) => {
    const alone = await quizOf(await rigWith([createPlainWriter()]))
    const rig = await rigWith([writer as QuestionWriter, createPlainWriter()])
    expect(await quizOf(rig)).toEqual(alone)
  })

  it('tells which writer failed, and nothing of a document', async () => {
    const rig = await rigWith([failing(new Error('The lysosome')), createPlainWriter()])
    await quizOf(rig)
    expect(rig.logger.lines).toEqual([
      {
        level: 'warn',
        message: 'A writer of questions failed; the others go on without it.',
        fields: { writer: 'language-model', reason: 'LP_INTERNAL' },
      },
    ])
  })

  it('waits for a slow model no longer than its time, and does not ask it when there is none left', async () => {
    const alone = await quizOf(await rigWith([createPlainWriter()]))
    const end = new AbortController()
    let calls = 0
    const slow: QuestionWriter = {
      name: 'language-model',
      async write(_material, _wish, signal) {
        calls++
        const waited = new Promise<never>((_resolve, reject) => {
          signal?.addEventListener('abort', () => {
            reject(signal.reason as Error)
          })
        })
        end.abort(new Error('time is up'))
        return await waited
      },
    }
    const rig = await rigWith([slow, createPlainWriter()], () => end.signal)
    expect(await quizOf(rig)).toEqual(alone)
    expect(await quizOf(rig)).toEqual(alone)
    expect(calls).toBe(1)
    expect(rig.logger.lines).toEqual([])
  })
})
