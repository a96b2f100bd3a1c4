import { describe, expect, it } from 'vitest'
import { analyseQuestion } from './question.ts'

describe('analyseQuestion', () => {
  it.each([
    ['When did the war end?', 'time'],
    ['In what year was the university founded?', 'time'],
    ['How many chunks does a document have?', 'number'],
    ['What percentage of the budget goes to research?', 'number'],
    ['Who wrote the first compiler?', 'person'],
    ['Where is the head office?', 'place'],
    ['Which country joined last?', 'place'],
    ['What is a closure?', 'definition'],
    ['What does idempotent mean?', 'definition'],
    ['Why does ice float?', 'reason'],
    ['What is the reason for the delay?', 'reason'],
    ['How do I open a terminal?', 'procedure'],
    ['What does a relay do?', 'procedure'],
    ['Was macht ein Relais?', 'procedure'],
    ['Is sleep needed for memory?', 'yes-no'],
    ['What gas do plants take in during photosynthesis?', 'thing'],
    ['Wann starb Tesla?', 'time'],
    ['In welchem Jahr wurde die Universität gegründet?', 'time'],
    ['Wie viele Seiten hat das Buch?', 'number'],
    ['Wie groß ist der Planet?', 'number'],
    ['Wer erfand den Buchdruck?', 'person'],
    ['Wo liegt die Schule?', 'place'],
    ['Was ist ein Algorithmus?', 'definition'],
    ['Was versteht man unter Osmose?', 'definition'],
    ['Warum schwimmt Eis?', 'reason'],
    ['Wie installiere ich das Programm?', 'procedure'],
    ['Ist Wasser ein Stoff?', 'yes-no'],
    ['Wie heißt die Hauptstadt?', 'thing'],
  ])('%s asks for %s', (text, type) => {
    expect(analyseQuestion(text).answerType).toBe(type)
  })

  it('tells English from German by the words that ask, however short the question', () => {
    expect(analyseQuestion('What is Kubernetes?').language).toBe('en')
    expect(analyseQuestion('Was ist Kubernetes?').language).toBe('de')
  })

  it('takes names and numbers as what an answer has to be about', () => {
    const question = analyseQuestion('Did Marie Curie win a prize in 1911?')
    expect([...question.anchors]).toEqual(['marie', 'curie', '1911'])
  })

  it('does not take German nouns for names', () => {
    expect([...analyseQuestion('Wie wirkt das Enzym in der Zelle bei 37 Grad?').anchors]).toEqual(['37'])
  })

  it('keeps compounds whole', () => {
    expect(analyseQuestion('What does no-store mean?').compounds).toEqual(['no-store'])
  })

  it('notices denial', () => {
    expect(analyseQuestion('Which metals do not rust?').negated).toBe(true)
    expect(analyseQuestion('Welche Metalle rosten nicht?').negated).toBe(true)
    expect(analyseQuestion('Which metals rust?').negated).toBe(false)
    expect(analyseQuestion('What does no-store mean?').negated).toBe(false)
  })
})
