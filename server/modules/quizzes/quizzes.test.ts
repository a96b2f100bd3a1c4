import type { CreateQuizRequest, Quiz, SolvedQuizItem } from '@learnpath/contracts'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CELLS, createQuizzesRig, type QuizzesRig } from './testing/quizzes-rig.ts'

let rig: QuizzesRig
beforeEach(async () => void (rig = await createQuizzesRig()))
afterEach(async () => await rig.cleanUp())

const request = (more: Partial<CreateQuizRequest> = {}): CreateQuizRequest => ({
  count: 4,
  seed: 1,
  newOnly: false,
  ...more,
})
const withoutIdentity = ({ id: _id, createdAt: _at, title: _title, ...quiz }: Quiz) => quiz

async function solved(quiz: Quiz): Promise<SolvedQuizItem[]> {
  return await rig.quizzes.items(quiz.items.map(({ id }) => id))
}

/** The right answer to an item, or a wrong one. */
function answerTo({ type, options, solution }: SolvedQuizItem, right: boolean) {
  if (right) return solution.answer
  if (type === 'multiple-choice' && 'option' in solution.answer) {
    return { option: (solution.answer.option + 1) % options.length }
  }
  return { text: 'umbrella' }
}

describe('a new quiz', () => {
  it('has items whose evidence is the text of the document at its offsets, with the paragraph to read', async () => {
    const documentId = await rig.publish('cells.txt', CELLS)
    const quiz = await rig.quizzes.create(request({ count: 5 }))
    expect(quiz).toMatchObject({ collection: 'library', shortfall: null, answered: 0, correct: 0 })
    const { text, versionHash } = await rig.library.text(documentId)
    const items = await solved(quiz)
    expect(items).toHaveLength(5)
    for (const { solution } of items) {
      expect(text.slice(solution.evidenceStart, solution.evidenceEnd)).toBe(solution.evidence)
      expect(text.slice(solution.passage.start, solution.passage.end)).toBe(solution.passage.text)
      expect(solution.passage).toMatchObject({ documentId, versionHash, path: 'cells.txt', collection: 'library' })
    }
  })

  it('tells no solution', async () => {
    await rig.publish('cells.txt', CELLS)
    expect(JSON.stringify(await rig.quizzes.create(request()))).not.toContain('solution')
  })

  it('is the same for the same library, request and seed, and another for another seed', async () => {
    await rig.publish('cells.txt', CELLS)
    const first = await rig.quizzes.create(request())
    const again = await rig.quizzes.create(request())
    const other = await rig.quizzes.create(request({ seed: 2 }))
    expect(withoutIdentity(again)).toEqual(withoutIdentity(first))
    expect(other.items.map(({ id }) => id)).not.toEqual(first.items.map(({ id }) => id))
    const elsewhere = await createQuizzesRig()
    try {
      await elsewhere.publish('cells.txt', CELLS)
      const theirs = await elsewhere.quizzes.create(request())
      expect(JSON.stringify(withoutIdentity(theirs))).toBe(JSON.stringify(withoutIdentity(first)))
    } finally {
      await elsewhere.cleanUp()
    }
  })

  it('asks about each concept and each sentence once before it does so again', async () => {
    await rig.publish('cells.txt', CELLS)
    const items = await solved(await rig.quizzes.create(request({ count: 6 })))
    expect(new Set(items.map(({ concept }) => concept.id)).size).toBe(6)
    expect(new Set(items.map(({ solution }) => solution.evidenceStart)).size).toBe(6)
  })

  it('keeps to the documents, concepts and types that are wished', async () => {
    await rig.publish('cells.txt', CELLS)
    const second = await rig.publish(
      'more.txt',
      'Under the skin the nucleus holds all of its twisted threads together.',
    )
    const ofDocument = await rig.quizzes.create(request({ documentIds: [second], types: ['cloze'] }))
    expect(ofDocument.items.map(({ stem }) => stem)).toEqual([
      'Under the skin the _____ holds all of its twisted threads together.',
    ])
    const ofConcept = await rig.quizzes.create(request({ conceptIds: ['concept_vacuole'] }))
    expect(new Set(ofConcept.items.map(({ concept }) => concept.name))).toEqual(new Set(['vacuole']))
    await expect(rig.quizzes.create(request({ conceptIds: ['concept_none'] }))).rejects.toMatchObject({
      code: 'LP_CONCEPT_NOT_FOUND',
    })
    await expect(rig.quizzes.create(request({ documentIds: ['doc_none'] }))).rejects.toMatchObject({
      code: 'LP_DOCUMENT_NOT_FOUND',
    })
  })

  it('says why it is shorter than wished, and what was dropped by which rule', async () => {
    await rig.publish('cells.txt', `${CELLS}\n\nIt is the ribosome that was found by a student of the famous school.`)
    const quiz = await rig.quizzes.create(request({ count: 50, types: ['cloze'] }))
    expect(quiz.items).toHaveLength(6)
    expect(quiz.shortfall).toContain('6 of 50')
    expect(quiz.shortage).toEqual({ asked: 50, written: 7, passed: 6 })
    expect(quiz.dropped).toEqual({ 'pronoun-without-antecedent': 1 })
    expect(rig.metrics.records).toContainEqual({
      name: 'quizCreated',
      labels: { written: 7, dropped: { 'pronoun-without-antecedent': 1 } },
    })
  })

  it('is refused when nothing can be asked', async () => {
    await rig.publish('empty.txt', 'Nothing of the kind.')
    await expect(rig.quizzes.create(request())).rejects.toMatchObject({ code: 'LP_QUIZ_EMPTY' })
    expect(await rig.quizzes.list()).toEqual([])
  })

  it('shows the options of an item as the quizzes before it do', async () => {
    await rig.publish('cells.txt', CELLS)
    const types: CreateQuizRequest['types'] = ['multiple-choice']
    const first = await rig.quizzes.create(request({ count: 6, types }))
    await rig.quizzes.create(request({ count: 6, types, seed: 3 }))
    expect(await rig.quizzes.get(first.id)).toEqual(first)
  })
})

describe('an answer', () => {
  it('is graded, kept, and told to mastery in one transaction', async () => {
    await rig.publish('cells.txt', CELLS)
    const quiz = await rig.quizzes.create(request({ types: ['multiple-choice'] }))
    const [item] = await solved(quiz)
    if (item === undefined) throw new Error('no item')
    rig.fail(true)
    await expect(rig.quizzes.answer(quiz.id, { itemId: item.id, answer: answerTo(item, true) })).rejects.toThrow(
      'a test',
    )
    expect(await rig.quizzes.get(quiz.id)).toMatchObject({ answered: 0 })
    rig.fail(false)
    const result = await rig.quizzes.answer(quiz.id, {
      itemId: item.id,
      answer: answerTo(item, true),
      durationMs: 1200,
    })
    expect(result).toMatchObject({ band: 'pass', score: 1, correct: true, reason: 'right', solution: item.solution })
    expect(rig.answered).toEqual([
      {
        answerId: result.id,
        itemId: item.id,
        conceptId: item.concept.id,
        correct: true,
        guess: 0.25,
        at: rig.clock.now(),
        durationMs: 1200,
      },
    ])
    expect(await rig.quizzes.get(quiz.id)).toMatchObject({
      answered: 1,
      correct: 1,
      answeredItemIds: [item.id],
      results: [{ itemId: item.id, answerId: result.id, band: 'pass', score: 1, correct: true }],
      shortage: null,
    })
  })

  it('counts once per item of a quiz, whatever is sent after the solution was shown', async () => {
    await rig.publish('cells.txt', CELLS)
    const quiz = await rig.quizzes.create(request())
    const [item] = await solved(quiz)
    if (item === undefined) throw new Error('no item')
    const first = await rig.quizzes.answer(quiz.id, { itemId: item.id, answer: answerTo(item, false) })
    const second = await rig.quizzes.answer(quiz.id, { itemId: item.id, answer: answerTo(item, true) })
    expect(second).toMatchObject({ id: first.id, correct: true })
    expect(rig.answered).toHaveLength(1)
    expect(await rig.quizzes.result(quiz.id)).toEqual({
      quizId: quiz.id,
      items: 4,
      answered: 1,
      correct: 0,
      weakConceptIds: [item.concept.id],
    })
  })

  it('may be overridden by the learner, any number of times', async () => {
    await rig.publish('cells.txt', CELLS)
    const quiz = await rig.quizzes.create(request())
    const [item] = await solved(quiz)
    if (item === undefined) throw new Error('no item')
    const { id } = await rig.quizzes.answer(quiz.id, { itemId: item.id, answer: answerTo(item, false) })
    expect(await rig.quizzes.override(id, true)).toMatchObject({ id, correct: true, score: 1 })
    expect(await rig.quizzes.override(id, true)).toMatchObject({ id, correct: true })
    expect(rig.answered.map(({ answerId, correct }) => [answerId, correct])).toEqual([
      [id, false],
      [id, true],
    ])
    expect(await rig.quizzes.get(quiz.id)).toMatchObject({ answered: 1, correct: 1 })
    await expect(rig.quizzes.override('ans_none', true)).rejects.toMatchObject({ code: 'LP_ANSWER_NOT_FOUND' })
  })

  it('of another form, to an unknown item or quiz is refused', async () => {
    await rig.publish('cells.txt', CELLS)
    const quiz = await rig.quizzes.create(request({ types: ['cloze'] }))
    const itemId = quiz.items[0]?.id ?? ''
    await expect(rig.quizzes.answer(quiz.id, { itemId, answer: { option: 1 } })).rejects.toMatchObject({
      code: 'LP_ANSWER_UNSUITABLE',
    })
    await expect(rig.quizzes.answer(quiz.id, { itemId: 'x', answer: { text: 'y' } })).rejects.toMatchObject({
      code: 'LP_QUIZ_ITEM_NOT_FOUND',
    })
    await expect(rig.quizzes.answer('x', { itemId, answer: { text: 'y' } })).rejects.toMatchObject({
      code: 'LP_QUIZ_NOT_FOUND',
    })
  })

  it('stays when its quiz is deleted, and the item stays for reviews', async () => {
    await rig.publish('cells.txt', CELLS)
    const quiz = await rig.quizzes.create(request())
    const [item] = await solved(quiz)
    if (item === undefined) throw new Error('no item')
    await rig.quizzes.answer(quiz.id, { itemId: item.id, answer: answerTo(item, true) })
    await rig.quizzes.delete(quiz.id)
    await expect(rig.quizzes.get(quiz.id)).rejects.toMatchObject({ code: 'LP_QUIZ_NOT_FOUND' })
    expect((await rig.quizzes.item(item.id)).statistics).toEqual({ answered: 1, correct: 1 })
  })
})

describe('an item', () => {
  it('that was thumbed down does not come back, also after its document was deleted and added again', async () => {
    const documentId = await rig.publish('cells.txt', CELLS)
    const quiz = await rig.quizzes.create(request({ count: 6, types: ['cloze'] }))
    const removed = quiz.items[0]?.id ?? ''
    expect(await rig.quizzes.rate(removed, { thumb: 'down' })).toMatchObject({ state: 'removed' })
    const again = await rig.quizzes.create(request({ count: 6, types: ['cloze'] }))
    expect(again.items.map(({ id }) => id)).not.toContain(removed)
    expect(again.dropped).toEqual({ removed: 1 })
    await rig.library.delete(documentId)
    await rig.publish('cells.txt', CELLS)
    const later = await rig.quizzes.create(request({ count: 6, types: ['cloze'] }))
    expect(later.items.map(({ id }) => id)).toEqual(again.items.map(({ id }) => id))
    await expect(rig.quizzes.rate(removed, { thumb: 'up' })).rejects.toMatchObject({ code: 'LP_QUIZ_ITEM_NOT_FOUND' })
  })

  it('that was answered before is left out when only new ones are wished', async () => {
    await rig.publish('cells.txt', CELLS)
    const quiz = await rig.quizzes.create(request({ types: ['cloze'] }))
    const [first] = await solved(quiz)
    if (first === undefined) throw new Error('no item')
    await rig.quizzes.answer(quiz.id, { itemId: first.id, answer: answerTo(first, true) })
    const fresh = await rig.quizzes.create(request({ types: ['cloze'], newOnly: true }))
    expect(fresh.items.map(({ id }) => id)).not.toContain(first.id)
  })

  it('is retired when it is answered worse than by guessing, and is not asked again', async () => {
    await rig.publish('cells.txt', CELLS)
    const types: CreateQuizRequest['types'] = ['multiple-choice']
    let bad = ''
    for (let round = 0; round < 8; round++) {
      const quiz = await rig.quizzes.create(request({ count: 6, types }))
      const items = await solved(quiz)
      bad = items[0]?.id ?? ''
      for (const item of items) {
        await rig.quizzes.answer(quiz.id, { itemId: item.id, answer: answerTo(item, item.id !== bad) })
      }
    }
    expect(await rig.quizzes.item(bad)).toMatchObject({ state: 'retired', statistics: { answered: 8, correct: 0 } })
    const next = await rig.quizzes.create(request({ count: 6, types }))
    expect(next.items.map(({ id }) => id)).not.toContain(bad)
    expect(next.dropped).toMatchObject({ retired: 1 })
  })
})

describe('when a document changes', () => {
  const republish = async (text: string): Promise<void> => void (await rig.publish('cells.txt', text))

  it('items whose evidence still stands there follow it; the others are outdated, and say from which version they are', async () => {
    const documentId = await rig.publish('cells.txt', CELLS)
    const before = await solved(await rig.quizzes.create(request({ count: 6, types: ['cloze'] })))
    await republish(`A new beginning.\n\n${CELLS.replace('sharp enzymes', 'strong enzymes')}`)
    const { text, versionHash } = await rig.library.text(documentId)
    const after = await rig.quizzes.items(before.map(({ id }) => id))
    for (const [at, { solution, concept, state }] of after.entries()) {
      const changed = concept.name === 'lysosome'
      expect(state).toBe(changed ? 'outdated' : 'active')
      expect(solution.passage.versionHash === versionHash).toBe(!changed)
      const { evidenceStart, evidenceEnd, evidence } = solution
      expect(text.slice(evidenceStart, evidenceEnd) === evidence).toBe(!changed)
      expect(evidence).toBe(before[at]?.solution.evidence)
    }
    await republish(CELLS)
    const back = await rig.quizzes.items(before.map(({ id }) => id))
    expect(back).toEqual(before)
  })

  it('a new quiz takes the evidence from the new text', async () => {
    await rig.publish('cells.txt', CELLS)
    const old = await rig.quizzes.create(request({ count: 6, types: ['cloze'] }))
    await republish(CELLS.replace('sharp enzymes', 'strong enzymes'))
    const now = await rig.quizzes.create(request({ count: 6, types: ['cloze'] }))
    expect(now.items.every(({ state }) => state === 'active')).toBe(true)
    expect(now.items.filter(({ id }) => !old.items.some((item) => item.id === id))).toHaveLength(1)
  })
})

describe('when a document is deleted', () => {
  it('no file holds a word of it, though other documents were asked about with its terms', async () => {
    rig.names.push('zymogenquark')
    const cells = await rig.publish('cells.txt', CELLS)
    const other = await rig.publish('other.txt', 'Down in the pancreas a zymogenquark waits for the signal to act.')
    rig.names.sort((left) => (left === 'zymogenquark' ? -1 : 0))
    const quiz = await rig.quizzes.create(request({ count: 14 }))
    const options = (await rig.quizzes.get(quiz.id)).items.filter((item) => item.options.includes('zymogenquark'))
    expect(options.length).toBeGreaterThan(1)
    const ids = quiz.items.map(({ id }) => id)
    await rig.library.delete(other)
    rig.names.splice(rig.names.indexOf('zymogenquark'), 1)
    await rig.store.purgeDeleted()
    expect(rig.traces('zymogenquark')).toEqual([])
    const left = await rig.quizzes.get(quiz.id)
    expect(left.items.every((item) => item.type === 'cloze')).toBe(true)
    expect(left.items.length).toBeGreaterThan(0)
    await rig.quizzes.create(request({ count: 14 }))
    expect((await rig.quizzes.items(ids)).length).toBeGreaterThan(left.items.length)
    await rig.library.delete(cells)
    await rig.store.purgeDeleted()
    expect(rig.traces('centrosome')).toEqual([])
  })

  it('its collection takes the quizzes along', async () => {
    await rig.publish('cells.txt', CELLS)
    await rig.quizzes.create(request())
    const { id } = await rig.library.collection('library')
    await rig.library.deleteCollection(id)
    expect(await rig.quizzes.list()).toEqual([])
  })
})
