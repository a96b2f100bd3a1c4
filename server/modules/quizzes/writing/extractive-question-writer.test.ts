import type { QuizItemType } from '@learnpath/contracts'
import { describe, expect, it } from 'vitest'
import type { QuestionDraft, QuestionMaterial, QuestionWish } from '../../../ports/question-writer.ts'
import { createExtractiveQuestionWriter } from './extractive-question-writer.ts'
import { conceptId, NOTHING_DELETED, writtenMaterial } from './written-material.double.ts'

const ALL: readonly QuizItemType[] = ['multiple-choice', 'cloze', 'true-false', 'matching', 'ordering', 'short-answer']

/** Types whose answer is words of the text. */
const WITH_WORDS: ReadonlySet<string> = new Set(['multiple-choice', 'cloze', 'short-answer'])

async function write(material: QuestionMaterial, wish: Partial<QuestionWish> = {}): Promise<QuestionDraft[]> {
  const whole = { types: ALL, conceptIds: null, documentIds: null, count: 100, seed: 1, ...wish }
  return await createExtractiveQuestionWriter({ eventBus: NOTHING_DELETED }).write(material, whole)
}

const orderOf = (draft: QuestionDraft | undefined): readonly number[] =>
  draft !== undefined && 'order' in draft.answer ? draft.answer.order : []

const ofType = (drafts: readonly QuestionDraft[], type: QuizItemType): QuestionDraft[] =>
  drafts.filter((draft) => draft.type === type)

const english = writtenMaterial(
  [
    {
      language: 'en',
      lines: [
        '# How matter moves',
        '*Osmosis* is the movement of water through a membrane that holds back dissolved matter.',
        '*Diffusion* is the spread of particles from where they are dense to where they are rare.',
        '*Convection* is the transport of heat by a stream of liquid or gas.',
        '*Evaporation* is the change of a liquid into vapour below its boiling point.',
        '*Sublimation* is the change of a solid into gas without melting in between.',
        'The pressure that stops the flow of a solvent through a thin wall is called *turgor*.',
        'This is why osmosis matters, as shown in Figure 2.',
        '# Making tea',
        'Making tea takes these steps:',
        '1. Boil fresh water in a kettle.',
        '2. Pour the water over the leaves.',
        '3. Wait until diffusion has coloured the water.',
        '4. Take the leaves out of the pot.',
      ],
    },
  ],
  [
    { name: 'osmosis' },
    { name: 'diffusion' },
    { name: 'convection' },
    { name: 'evaporation' },
    { name: 'sublimation' },
    { name: 'turgor' },
  ],
)

const german = writtenMaterial(
  [
    {
      language: 'de',
      lines: [
        '# Bauteile eines Rechners',
        'Ein *Prozessor* ist ein Bauteil, das Befehle nacheinander ausführt.',
        'Ein *Bildschirm* ist ein Gerät, das Texte und Bilder anzeigt.',
        'Ein *Drucker* ist ein Gerät, das Texte auf Papier bringt.',
        'Ein *Scanner* ist ein Gerät, das Vorlagen auf Papier abtastet.',
        'Der Chip, der seinen Inhalt ohne Strom verliert, wird *Arbeitsspeicher* genannt.',
        'Unter einem *Treiber* versteht man ein Programm, das ein Gerät steuert.',
        'Daher braucht es dazu auch einen Prozessor.',
      ],
    },
  ],
  ['Prozessor', 'Bildschirm', 'Drucker', 'Scanner', 'Arbeitsspeicher', 'Treiber'].map((name) => ({ name })),
)

describe('createExtractiveQuestionWriter', () => {
  it('writes every type of question from an English text, with the answer in its evidence', async () => {
    const drafts = await write(english)
    expect(new Set(drafts.map((draft) => draft.type))).toEqual(new Set(ALL))
    const text = english.documents[0]?.text ?? ''
    for (const { evidence, answerText } of drafts.filter(({ type }) => WITH_WORDS.has(type))) {
      const quote = text.slice(evidence.start, evidence.end).toLowerCase()
      expect(quote).toContain(answerText.toLowerCase())
      expect(quote.trim()).toBe(quote)
    }
  })

  it('asks for a term by its description, and offers terms of the same chapter', async () => {
    const [draft] = await write(english, { types: ['multiple-choice'], conceptIds: new Set([conceptId('turgor')]) })
    expect(draft?.stem).toBe('What is the pressure that stops the flow of a solvent through a thin wall called?')
    expect(draft?.options).toHaveLength(4)
    expect(draft?.answer).toEqual({ option: draft?.options.indexOf('turgor') })
  })

  it('hides every mention of a concept behind a gap', async () => {
    const [draft] = await write(english, { types: ['cloze'], conceptIds: new Set([conceptId('osmosis')]) })
    expect(draft?.stem).toBe('_____ is the movement of water through a membrane that holds back dissolved matter.')
    expect(draft?.answer).toEqual({ text: 'osmosis' })
  })

  it('asks for the order of steps only where the text announces steps', async () => {
    const [draft, ...others] = ofType(await write(english), 'ordering')
    expect(others).toEqual([])
    expect(draft?.stem).toContain('Making tea')
    const order = orderOf(draft)
    expect(order.map((at) => draft?.options[at])).toEqual([
      'Boil fresh water in a kettle.',
      'Pour the water over the leaves.',
      'Wait until diffusion has coloured the water.',
      'Take the leaves out of the pot.',
    ])
  })

  it('pairs terms with descriptions so that the order given is right', async () => {
    const [draft] = ofType(await write(english), 'matching')
    const order = orderOf(draft)
    const pairs = draft?.left.map((term, at) => [term, draft.right[order[at] ?? -1]])
    expect(pairs).toContainEqual(['convection', 'the transport of heat by a stream of liquid or gas'])
    expect(new Set(order).size).toBe(draft?.left.length)
  })

  it('makes a statement false with a neighbour of the concept, or leaves it true', async () => {
    const drafts = (
      await Promise.all([1, 2, 3, 4].map((seed) => write(english, { types: ['true-false'], seed })))
    ).flat()
    const { documents } = english
    const statement = (draft: QuestionDraft): string => draft.stem.replace('True or false? ', '')
    for (const draft of drafts) {
      const isThere = documents[0]?.text.includes(statement(draft)) ?? false
      expect(isThere).toBe((draft.answer as { isTrue: boolean }).isTrue)
    }
    expect(new Set(drafts.map((draft) => (draft.answer as { isTrue: boolean }).isTrue)).size).toBe(2)
  })

  it('takes nothing from sentences that lean on others', async () => {
    const text = english.documents[0]?.text ?? ''
    const drafts = [...(await write(english)), ...(await write(german))]
    const from = text.indexOf('This is why')
    expect(drafts.filter((draft) => draft.evidence.documentId === 'd1' && draft.evidence.start === from)).toEqual([])
    expect(drafts.filter((draft) => draft.stem.includes('Daher'))).toEqual([])
  })

  it('asks in German, with the grammar of German', async () => {
    const drafts = await write(german)
    expect(drafts.map((draft) => draft.stem)).toEqual(
      expect.arrayContaining([
        'Wie wird der Chip, der seinen Inhalt ohne Strom verliert, genannt?',
        'Ein _____ ist ein Bauteil, das Befehle nacheinander ausführt.',
        'Welcher Begriff wird hier beschrieben: „ein Programm, das ein Gerät steuert“?',
      ]),
    )
    expect(new Set(drafts.map((draft) => draft.language))).toEqual(new Set(['de']))
  })

  it('gives the same questions for the same seed, and others for another', async () => {
    const [once, again, other] = await Promise.all([write(english), write(english), write(english, { seed: 2 })])
    expect(again).toEqual(once)
    expect(other).not.toEqual(once)
  })

  it('offers no wrong option that is another name, a part of the name, or named beside the answer in an enumeration', async () => {
    const material = writtenMaterial(
      [
        {
          language: 'en',
          lines: [
            '# Sugars',
            '*Sucrose* is a sweet crystal that is pressed out of the stems of cane.',
            'Many plants store crystals such as sucrose, maltose and lactose.',
            'Table sugar is sold in bags, and raw sucrose in sacks.',
            'Sour juice is changed by *invertase*.',
            'Long chains are cut by *amylase*.',
            'Fats are cut by *lipase*.',
            'Chains of another sort are cut by *protease*.',
          ],
        },
      ],
      [
        { name: 'sucrose', aliases: ['table sugar'] },
        { name: 'raw sucrose' },
        { name: 'maltose' },
        { name: 'lactose' },
        { name: 'invertase' },
        { name: 'amylase' },
        { name: 'lipase' },
        { name: 'protease' },
      ],
    )
    const [draft] = await write(material, { types: ['multiple-choice'], conceptIds: new Set([conceptId('sucrose')]) })
    expect(draft?.answerText).toBe('sucrose')
    expect(draft?.options).toHaveLength(4)
    for (const unfair of ['table sugar', 'raw sucrose', 'maltose', 'lactose']) {
      expect(draft?.options).not.toContain(unfair)
    }
  })

  it('asks what an abbreviation stands for only where its letters fit', async () => {
    const material = writtenMaterial(
      [
        {
          language: 'en',
          lines: [
            '# Signals',
            'The central nervous system (CNS) receives them, and the World Wide Web Consortium (W3C) does not.',
          ],
        },
      ],
      [{ name: 'central nervous system', aliases: ['CNS'] }, { name: 'Consortium' }],
    )
    const drafts = await write(material, { types: ['short-answer'] })
    expect(drafts.map(({ stem, answerText }) => [stem, answerText])).toEqual([
      ['What does “CNS” stand for?', 'central nervous system'],
    ])
  })

  it('writes gaps only in a language that it has no grammar of', async () => {
    const material = writtenMaterial(
      [
        {
          language: 'fr',
          lines: ['# Eau', 'La photosynthèse est le processus par lequel les plantes fabriquent du sucre.'],
        },
      ],
      [{ name: 'photosynthèse' }, { name: 'plantes' }, { name: 'sucre' }],
    )
    const drafts = await write(material)
    expect(drafts.map(({ type, stem, language }) => [type, stem, language])).toEqual([
      ['cloze', 'La _____ est le processus par lequel les plantes fabriquent du sucre.', 'fr'],
    ])
  })

  it('leaves out what was not wished for', async () => {
    expect(await write(english, { documentIds: new Set(['other']) })).toEqual([])
    const drafts = await write(english, { types: ['cloze'], count: 2 })
    expect(drafts.map((draft) => draft.type)).toEqual(['cloze', 'cloze'])
  })
})
