import {
  AddLabelledQuestionRequest,
  GenerateLabelsRequest,
  LabelFile,
  type AddLabelledQuestionRequestInput,
} from '@learnpath/contracts'
import { afterEach, describe, expect, it } from 'vitest'
import { publishText } from '../../../library/library-fixture.double.ts'
import { createRetrievalLabRig } from '../testing/retrieval-lab.double.ts'

const TIDES = 'The moon pulls the sea.\n\nSpring tides come when sun and moon pull in one line.'
const BREAD = 'Bread is baked in a hot oven.'

let closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing) await close()
  closing = []
})

async function rigOf() {
  const rig = await createRetrievalLabRig({ 'tides.md': TIDES, 'bread.md': BREAD })
  closing.push(async () => await rig.cleanUp())
  const idOf = (path: string): string => rig.ids.get(path) ?? ''
  const add = async (question: string, passages: AddLabelledQuestionRequestInput['passages']) =>
    await rig.labels.addQuestion('own', AddLabelledQuestionRequest.parse({ question, passages }))
  return { ...rig, idOf, add }
}

describe('labelled questions', () => {
  it('keep the words of their passage, and find them again in a newer version', async () => {
    const { add, idOf, labels, library } = await rigOf()
    const documentId = idOf('tides.md')
    const { passages } = await add('What causes spring tides?', [
      { documentId, quote: 'sun and moon  pull in one line' },
    ])
    expect(passages[0]).toMatchObject({ quote: 'sun and moon pull in one line', place: 'exact', grade: 3 })
    await publishText(library, 'tides.md', `A new beginning.\n\n${TIDES}`)
    const [moved] = (await labels.get('own')).questions
    const { text } = await library.text(documentId)
    expect(moved).toMatchObject({ usable: true, passages: [{ place: 'moved' }] })
    const [place] = moved?.passages ?? []
    expect(text.slice(place?.start, place?.end)).toBe('sun and moon pull in one line')
    await publishText(library, 'tides.md', 'Nothing of it is left.')
    expect((await labels.get('own')).questions[0]).toMatchObject({ usable: false, passages: [{ place: 'gone' }] })
  })

  it('are not lost with a document that is deleted and added again', async () => {
    const { add, idOf, labels, library } = await rigOf()
    await add('How is bread made?', [{ documentId: idOf('bread.md'), start: 0, end: BREAD.length }])
    await library.delete(idOf('bread.md'))
    expect((await labels.get('own')).questions[0]).toMatchObject({ passages: [{ place: 'document-gone' }] })
    await publishText(library, 'bread.md', BREAD)
    expect((await labels.get('own')).questions[0]).toMatchObject({ usable: true, passages: [{ quote: BREAD }] })
  })

  it('of the same words are one question with all the passages', async () => {
    const { add, idOf, labels } = await rigOf()
    const documentId = idOf('tides.md')
    await add('What causes tides?', [{ documentId, quote: 'The moon pulls the sea.' }])
    const both = await add('what causes  TIDES?', [{ documentId, quote: 'Spring tides', grade: 1 }])
    expect(both.passages.map(({ quote, grade }) => [quote, grade])).toEqual([
      ['The moon pulls the sea.', 3],
      ['Spring tides', 1],
    ])
    expect((await labels.get('own')).questions).toHaveLength(1)
  })

  it('that are generated stay apart from a person’s own until a person accepts them', async () => {
    const { add, idOf, labels, library, written } = await rigOf()
    const question = 'What is baked in a hot oven?'
    const documentId = idOf('bread.md')
    const { versionHash } = await library.text(documentId)
    const made = { type: 'short-answer' as const, answerText: 'Bread', pattern: 'definition' }
    const evidence = { documentId, start: 0, end: BREAD.length }
    written.push(
      { ...made, stem: question, evidence: { ...evidence, versionHash } },
      { ...made, stem: 'Of an older version?', evidence: { ...evidence, versionHash: 'older' } },
    )
    await add(question, [{ documentId }])
    const request = GenerateLabelsRequest.parse({})
    expect(await labels.generate('own', request)).toMatchObject({ added: 1, merged: 0 })
    expect(await labels.generate('own', request)).toMatchObject({ added: 0, merged: 1 })
    const [own, generated] = (await labels.get('own')).questions
    expect(own).toMatchObject({ origin: 'own', checked: 'person' })
    expect(generated).toMatchObject({ origin: 'generated', checked: 'rules', passages: [{ quote: BREAD }] })
    const accepted = await labels.updateQuestion('own', generated?.id ?? '', { accepted: true })
    expect(accepted).toMatchObject({ origin: 'generated', checked: 'person' })
    expect((await labels.list())[0]?.questions).toEqual({ total: 2, own: 1, generated: 1, imported: 0 })
  })

  it('go to another library by collection, path and words, and what is not there is told', async () => {
    const { add, idOf, labels } = await rigOf()
    await add('What causes tides?', [{ documentId: idOf('tides.md'), quote: 'The moon pulls the sea.' }])
    const file = await labels.export('own')
    const other = await rigOf()
    const renamed = LabelFile.parse({
      ...file,
      name: 'From a friend',
      questions: [
        ...file.questions,
        { question: 'Who?', passages: [{ path: 'nowhere.md', quote: 'x' }] },
        { question: 'What?', passages: [{ path: 'bread.md', quote: 'cake' }] },
      ],
    })
    const { setId, added, left } = await other.labels.import(renamed)
    expect(added).toBe(1)
    expect(left.map(({ reason }) => reason)).toEqual([
      'there is no document nowhere.md in library',
      'its words are not in bread.md',
    ])
    expect((await other.labels.get(setId)).questions[0]?.passages[0]).toMatchObject({
      quote: 'The moon pulls the sea.',
    })
    expect(await other.labels.import(renamed)).toMatchObject({ setId, added: 0, merged: 1 })
  })

  it('without words to mark are refused', async () => {
    const { add, idOf } = await rigOf()
    await expect(add('Why?', [{ documentId: idOf('bread.md'), quote: 'cake' }])).rejects.toMatchObject({
      code: 'LP_QUESTION_SET_INVALID',
    })
    await expect(add('Why?', [{ documentId: 'doc_none' }])).rejects.toMatchObject({ code: 'LP_DOCUMENT_NOT_FOUND' })
  })
})
