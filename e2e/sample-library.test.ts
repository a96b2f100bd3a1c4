// What a newcomer sees first: the sample library answers questions in both languages and all formats, each with the right source.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { settled } from '../tools/product-process.ts'
import { startLearnPath, type RunningLearnPath } from './start-learnpath.ts'

/** Question, document of the answer, its page if it has pages, and what a right answer must say. */
const QUESTIONS: readonly (readonly [string, string, number | null, RegExp])[] = [
  ['Where does the oxygen of photosynthesis come from?', 'english/photosynthesis.pdf', 2, /from water/],
  ['What is photosynthesis?', 'english/photosynthesis.pdf', 1, /light into chemical energy/],
  ['Why do cacti open their stomata at night?', 'english/photosynthesis.pdf', 3, /store the carbon dioxide as an acid/],
  ['What is the testing effect?', 'english/how-memory-works.md', null, /better recall a week later/],
  ['Who described spaced repetition with paper cards?', 'english/how-memory-works.md', null, /Leitner/],
  ['What does max-age mean?', 'english/http-caching.html', null, /fresh for 600 seconds/],
  ['What does no-store mean?', 'english/http-caching.html', null, /Do not store the response anywhere/],
  ['What is elaboration?', 'english/how-memory-works.md', null, /own words/],
  ['Which status does the server send when nothing has changed?', 'english/http-caching.html', null, /304/],
  ['How many comparisons does binary search need for a million elements?', 'english/binary-search.txt', null, /20/],
  ['What is the two-day rule?', 'english/planning-a-study-week.docx', null, /two days in a row/],
  ['Was ist Schlupf?', 'deutsch/drehstrommotor.pdf', 2, /heißt Schlupf/],
  ['Wie kehrt man die Drehrichtung des Motors um?', 'deutsch/drehstrommotor.pdf', 1, /Außenleiter vertauscht/],
  ['Wie schreibt man eine Zeitdauer in der SPS?', 'deutsch/sps-zeitglieder.docx', null, /T#3s für drei Sekunden/],
  ['Was macht die Ausschaltverzögerung?', 'deutsch/sps-zeitglieder.docx', null, /bleibt Q noch für die Dauer PT/],
  [
    'Wie wird ein Strommesser angeschlossen?',
    'deutsch/elektrische-grundgroessen.txt',
    null,
    /wird in Reihe geschaltet/,
  ],
  ['Welche Nummer hat der Notruf?', 'deutsch/maschinensicherheit-und-erste-hilfe.md', null, /112/],
  ['Was ist das ohmsche Gesetz?', 'deutsch/elektrische-grundgroessen.txt', null, /Produkt aus Widerstand und Strom/],
]

let home = ''
let product: RunningLearnPath
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'learnpath-samples-'))
  product = await startLearnPath({ home })
  await product.client.addSampleLibrary()
  await settled(product.client)
})
afterAll(async () => {
  await product.stop()
  await rm(home, { recursive: true, force: true, maxRetries: 5 })
})

describe('the sample library', () => {
  it('is searchable as a whole, in two languages and five formats', async () => {
    const { documents } = await product.client.listDocuments({})
    expect(documents.filter(({ state }) => state !== 'ready')).toEqual([])
    expect(new Set(documents.map(({ format }) => format)).size).toBe(5)
    expect(new Set(documents.map(({ language }) => language))).toEqual(new Set(['de', 'en']))
  })

  it.each(QUESTIONS)('answers "%s" from %s, page %s', async (question, path, page, says) => {
    const { answer, abstained, citations } = await product.client.ask({ question })
    expect(abstained).toBe(false)
    expect(answer).toMatch(says)
    expect(citations.map((citation) => citation.path)).toContain(path)
    const cited = citations.filter((citation) => citation.path === path)
    expect(cited.map((citation) => citation.page)).toContain(page)
  })

  it('quotes word for word', async () => {
    for (const [question] of QUESTIONS) {
      const { citations } = await product.client.ask({ question })
      for (const { documentId, start, end, text } of citations) {
        const document = await product.client.documentText(documentId)
        expect(document.text.slice(start, end)).toBe(text)
      }
    }
  })

  it.each([
    'Who won the football world cup in 2014?',
    'Wie hoch ist der Eiffelturm?',
    'What is the capital of Australia?',
    'What is a promise?',
  ])('says of "%s" that the documents do not hold it', async (question) => {
    const { abstained, answer, citations } = await product.client.ask({ question })
    expect({ abstained, citations }).toEqual({ abstained: true, citations: [] })
    expect(answer).toMatch(/not found in your documents|in Ihren Dokumenten nicht gefunden/i)
  })
})
