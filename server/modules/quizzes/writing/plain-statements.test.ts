import { describe, expect, it } from 'vitest'
import type { QuestionDraft } from '../../../ports/question-writer.ts'
import { createExtractiveQuestionWriter } from './extractive-question-writer.ts'
import { NOTHING_DELETED, writtenMaterial } from './written-material.double.ts'
import type { WrittenConcept } from './written-material.double.ts'

const TYPES = ['multiple-choice', 'cloze', 'true-false', 'short-answer'] as const

async function written(
  language: string,
  lines: readonly string[],
  concepts: readonly WrittenConcept[],
): Promise<QuestionDraft[]> {
  const wish = { types: TYPES, conceptIds: null, documentIds: null, count: 100, seed: 1 }
  return await createExtractiveQuestionWriter({ eventBus: NOTHING_DELETED }).write(
    writtenMaterial([{ language, lines }], concepts),
    wish,
  )
}

const about = (drafts: readonly QuestionDraft[], words: string): QuestionDraft[] =>
  drafts.filter(({ stem }) => stem.includes(words))

const ENGLISH = [
  '# Tools of a workshop',
  'A *vise* is a device that holds a workpiece between two jaws.',
  'A *chisel* is a tool that cuts wood along a sharp edge.',
  'A *clamp* is a device that presses two boards against each other.',
  'A *mallet* is a hammer that has a broad head of wood.',
  'A *jointer* flattens the rough face of a long board with a rotating blade.',
  'Every bench needs a jointer.',
  'To measure the depth of a narrow hole, we use a *caliper*.',
  'Carpenters cut the end of a board into wedges in a pattern called *dovetail*, which resists pulling.',
  'The helper `cut_slot` returns the length of a board in whole inches of wood.',
  'The code says fn cut_slot(board) and little besides.',
]
const WORKSHOP = ['vise', 'chisel', 'clamp', 'mallet', 'jointer', 'caliper', 'dovetail'].map((name) => ({ name }))

describe('what is asked beside definitions', () => {
  it('is what a thing does, with terms to choose from', async () => {
    const drafts = about(await written('en', ENGLISH, WORKSHOP), 'flattens the rough face of a long board')
    const choice = drafts.find(({ type }) => type === 'multiple-choice')
    expect(choice).toMatchObject({ answerText: 'jointer', pattern: 'choose-term-does' })
    // Other tools may do the same: it is never left to be typed.
    expect(drafts.filter(({ type }) => type === 'cloze' || type === 'short-answer')).toEqual([])
  })

  it('is what something is used for', async () => {
    const drafts = await written('en', ENGLISH, WORKSHOP)
    expect(about(drafts, 'What is used to measure the depth of a narrow hole?')[0]).toMatchObject({
      type: 'multiple-choice',
      answerText: 'caliper',
    })
  })

  it('is a name that a sentence gives to what it has described', async () => {
    const drafts = about(await written('en', ENGLISH, WORKSHOP), 'in a pattern called _____')
    expect(new Set(drafts.map(({ type }) => type))).toEqual(new Set(['cloze', 'multiple-choice']))
  })

  it('is not what some code calls a thing of its own', async () => {
    const drafts = await written('en', ENGLISH, [...WORKSHOP, { name: 'cut_slot', kind: 'code' }])
    expect(about(drafts, 'length of a board in whole inches')).toEqual([])
  })

  it('is the same in German, and what follows the sign of a definition list', async () => {
    const lines = [
      '# Bauteile des Fahrrads',
      'Eine *Nabe* ist ein Bauteil, das die Speichen in der Mitte des Rades hält.',
      'Eine *Felge* ist ein Ring, der den Reifen von innen trägt.',
      'Eine *Kette* ist ein Band aus Gliedern, das die Kraft nach hinten führt.',
      ': Eine *Kurbel* ist ein Hebel, der die Kraft der Beine aufnimmt (zum Beispiel aus Stahl).',
      'Ein *Dynamo* erzeugt aus der Drehung des Rades Strom für die Beleuchtung.',
      'Um die Spannung der Speichen zu messen, verwendet man eine *Messuhr*.',
    ]
    const names = ['Nabe', 'Felge', 'Kette', 'Kurbel', 'Dynamo', 'Messuhr']
    const drafts = await written(
      'de',
      lines,
      names.map((name) => ({ name })),
    )
    expect(about(drafts, 'erzeugt aus der Drehung des Rades Strom').map(({ pattern }) => pattern)).toContain(
      'choose-term-does',
    )
    expect(about(drafts, 'Was wird verwendet, um die Spannung der Speichen zu messen?')[0]?.answerText).toBe('Messuhr')
    expect(about(drafts, '„ein Hebel, der die Kraft der Beine aufnimmt“')[0]?.answerText).toBe('Kurbel')
  })
})
