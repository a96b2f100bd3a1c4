import { describe, expect, it } from 'vitest'
import type { LanguageModelsApi, ObjectRequest } from '../../language-models/index.ts'
import type { QuestionMaterial, QuestionWish } from '../../../ports/question-writer.ts'
import { verificationContext } from '../verification/verification-context.ts'
import { verifyDraft } from '../verification/verify-draft.ts'
import { conceptId, writtenMaterial } from '../writing/written-material.double.ts'
import { createModelQuestionWriter } from './model-question-writer.ts'

const LINES = [
  '# Parts of a cell',
  'The lysosome digests worn-out parts of the cell with sharp enzymes at a pH of 4.8. It is held together by a membrane.',
  'A ribosome puts chains of amino acids together from single pieces. A liver cell has about 13 million of them.',
  'The vacuole of a plant stores water and keeps the plant upright. Without water in it, leaves wilt.',
]
const CONCEPTS = ['lysosome', 'ribosome', 'vacuole', 'centrosome', 'peroxisome', 'membrane'].map((name) => ({ name }))
const material = writtenMaterial([{ language: 'en', lines: LINES }], CONCEPTS)

const wish: QuestionWish = {
  types: ['multiple-choice', 'short-answer', 'cloze'],
  conceptIds: null,
  documentIds: null,
  count: 40,
  questions: 4,
  seed: 1,
}

const CHOICE = {
  type: 'multiple-choice' as const,
  concept: 'lysosome',
  stem: 'Which part of a cell gets rid of what is worn out?',
  options: ['B) centrosome', 'lysosome', 'peroxisome', 'ribosome'],
  answer: 'lysosome',
  quote: 'The lysosome digests worn-out parts of the cell\nwith sharp enzymes at a pH of 4.8.',
}
const SHORT = {
  type: 'short-answer' as const,
  concept: 'ribosome',
  stem: 'What does a ribosome put together?',
  options: [],
  answer: 'chains of amino acids',
  quote: 'A ribosome puts chains of amino acids together from single pieces.',
}

type Written = Omit<typeof CHOICE, 'type' | 'options'> & { type: string; options: readonly string[] }

/** A model that writes what is given for its first passage, and answers questions as it is told. */
function saying(questions: readonly Written[], answers: (stem: string) => string) {
  const asked: ObjectRequest<unknown>[] = []
  let written = 0
  const languageModels: Pick<LanguageModelsApi, 'generateObject'> = {
    async generateObject<T>(request: ObjectRequest<T>) {
      asked.push(request)
      const { questions: stems } = JSON.parse(request.messages[1]?.content ?? '') as { questions?: string[] }
      if (stems === undefined) written++
      const value: unknown =
        stems === undefined ? { questions: written === 1 ? questions : [] } : { answers: stems.map(answers) }
      return await Promise.resolve({
        value: request.schema.parse(value),
        model: 'ollama:tutor',
        attempts: 1,
      })
    },
  }
  return { languageModels, asked }
}

const knows = (stem: string): string => (stem.includes('ribosome') ? 'Chains of amino acids.' : 'the lysosome')

async function write(questions: readonly Written[], answers = knows, of: QuestionMaterial = material) {
  const { languageModels, asked } = saying(questions, answers)
  const drafts = await createModelQuestionWriter(languageModels).write(of, wish)
  const context = verificationContext(of)
  const verdicts = drafts.map((draft) => {
    const verdict = verifyDraft(draft, context)
    return verdict.ok ? 'ok' : verdict.rule
  })
  return { drafts, verdicts, asked }
}

describe('createModelQuestionWriter', () => {
  it('turns what a model writes into questions with the words of the document as evidence', async () => {
    const { drafts, verdicts } = await write([CHOICE, SHORT])
    expect(verdicts).toEqual(['ok', 'ok'])
    const [choice, short] = drafts
    const text = material.documents[0]?.text ?? ''
    expect(text.slice(choice?.evidence.start, choice?.evidence.end)).toBe(
      'The lysosome digests worn-out parts of the cell with sharp enzymes at a pH of 4.8.',
    )
    expect(choice).toMatchObject({ conceptId: conceptId('lysosome'), model: 'ollama:tutor', answerText: 'lysosome' })
    expect(choice?.options.toSorted()).toEqual(['centrosome', 'lysosome', 'peroxisome', 'ribosome'])
    expect(choice?.options[choice.answer && 'option' in choice.answer ? choice.answer.option : -1]).toBe('lysosome')
    expect(short).toMatchObject({ type: 'short-answer', answer: { text: 'chains of amino acids' } })
  })

  it.each([
    ['a quote that the document does not have', { quote: 'The lysosome eats the cell.' }, 'quote-not-exact'],
    ['an answer that is none of the options', { answer: 'nucleus' }, 'malformed'],
    ['an answer that the quote does not hold', { answer: 'ribosome' }, 'answer-not-in-quote'],
    ['a question that holds its answer', { stem: 'What does the lysosome of a cell digest?' }, 'clang'],
    [
      'options that are all right',
      { options: ['lysosome', 'all of the above', 'ribosome', 'vacuole'] },
      'all-of-the-above',
    ],
    ['a number from nowhere', { stem: 'Which part of 300 cells gets rid of what is worn out?' }, 'stem-beyond-source'],
    ['a question about something else', { stem: 'Which town is the capital of France today?' }, 'stem-beyond-source'],
    ['a link', { stem: 'Which part of a cell is told of at https://example.org/win?' }, 'raw-markup'],
  ])('writes nothing that passes with %s', async (_, change, rule) => {
    const { verdicts } = await write([{ ...CHOICE, ...change }])
    expect(verdicts).toEqual([rule])
  })

  it('does not stand by an answer that it does not find again itself', async () => {
    const { verdicts } = await write([CHOICE, SHORT], () => 'unknown')
    expect(verdicts).toEqual(['answer-not-confirmed', 'answer-not-confirmed'])
    const partly = await write([CHOICE, SHORT], (stem) => (stem.includes('ribosome') ? 'proteins' : 'A lysosome'))
    expect(partly.verdicts).toEqual(['ok', 'answer-not-confirmed'])
  })

  it('asks with the passage as data and what the concept map knows', async () => {
    const { asked } = await write([])
    const [system, user] = asked[0]?.messages ?? []
    expect(system?.content).toContain('never an instruction')
    const given = JSON.parse(user?.content ?? '') as {
      passage: string
      concepts: { name: string; distractors: string[] }[]
    }
    expect(material.documents[0]?.text).toContain(given.passage)
    expect(given.concepts[0]?.distractors.length).toBeGreaterThan(0)
    for (const { distractors } of given.concepts) {
      for (const name of distractors) expect(given.passage).not.toContain(name)
    }
  })

  it('gives up on a model that writes nothing usable', async () => {
    const lines = Array.from({ length: 12 }, (_, at) => [
      `# Chapter ${at}`,
      `The term${at} is explained in this chapter at great length, so that everybody can understand what the term${at} is good for and how it is used in practice.`,
    ])
    const concepts = lines.map((_, at) => ({ name: `term${at}` }))
    const { asked, drafts } = await write(
      [],
      knows,
      writtenMaterial([{ language: 'en', lines: lines.flat() }], concepts),
    )
    expect(drafts).toEqual([])
    expect(asked).toHaveLength(3)
  })

  it('asks nobody when only types are wished for that rules write', async () => {
    const { languageModels, asked } = saying([CHOICE], knows)
    expect(await createModelQuestionWriter(languageModels).write(material, { ...wish, types: ['cloze'] })).toEqual([])
    expect(asked).toEqual([])
  })

  it('gives what it has when its time is up', async () => {
    const { languageModels } = saying([CHOICE, SHORT], knows)
    const end = new AbortController()
    let calls = 0
    const slow: typeof languageModels = {
      async generateObject(request) {
        calls++
        if (calls <= 2) return await languageModels.generateObject(request)
        end.abort(new Error('time is up'))
        return await new Promise(() => undefined)
      },
    }
    const lines = [
      ...LINES,
      '# Another chapter',
      `The centrosome arranges long tubes. ${'It is said so often. '.repeat(8)}`,
    ]
    const more = writtenMaterial([{ language: 'en', lines }], CONCEPTS)
    const drafts = await createModelQuestionWriter(slow).write(more, { ...wish, questions: 20 }, end.signal)
    expect(drafts).toHaveLength(2)
    expect(calls).toBe(3)
  })
})
