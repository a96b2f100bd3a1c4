import { expect, it } from 'vitest'
import { analyseDocument } from '../../../adapters/language-analysis/analyse-document.ts'
import { parseMarkdown } from '../../../adapters/parsers/parse-markdown.ts'
import { type AnalysedDocument, rankConcepts, rankConceptsInSlices, type RankedConcept } from './rank-concepts.ts'
import { conceptEntry, conceptIdsByKey, studyDocument } from './study-document.ts'

interface TestDocument extends AnalysedDocument {
  readonly text: string
}

async function document(path: string, markdown: string, language = 'en'): Promise<TestDocument> {
  const parsed = await parseMarkdown(markdown)
  return { documentId: path, path, text: parsed.text, analysis: analyseDocument({ ...parsed, title: path, language }) }
}

const names = (concepts: readonly RankedConcept[]): string[] => concepts.map(({ name }) => name)

function concept(concepts: readonly RankedConcept[], name: string): RankedConcept {
  const found = concepts.find((each) => each.name === name)
  if (found === undefined) throw new Error(`${name} is not among ${names(concepts).join(', ')}`)
  return found
}

it('puts what the author sets off and defines before what is only mentioned often', async () => {
  const ranked = rankConcepts([
    await document(
      'a.md',
      'The teacher saw water. The teacher drank water. **Osmosis** is the movement of water. A membrane lets osmosis happen. A teacher asked about water.',
    ),
  ])
  expect(names(ranked)[0]).toBe('osmosis')
})

it('makes one concept of singular, plural, spellings, initials and second names', async () => {
  const ranked = rankConcepts([
    await document('a.md', 'The polymerase chain reaction (PCR) copies genes. The PCR is fast.'),
    await document('b.md', 'Cell-surface receptors bind ligands. A cell surface receptor waits. The PCRs ran.'),
    await document('c.md', 'The citric acid cycle (also called the Krebs cycle) turns. The Krebs cycle yields energy.'),
  ])
  expect(ranked.map(({ keys }) => keys)).toEqual(
    expect.arrayContaining([
      ['en:pcr', 'en:polymerase chain reaction'],
      ['en:cell surface receptor'],
      ['en:citric acid cycle', 'en:kreb cycle'],
    ]),
  )
  expect(ranked.find(({ keys }) => keys.includes('en:pcr'))).toMatchObject({
    name: 'PCR',
    aliases: expect.arrayContaining(['polymerase chain reaction']) as unknown,
    documents: 2,
    mentions: 4,
  })
})

it('does not merge initials that stand for two things', async () => {
  const ranked = rankConcepts([
    await document('a.md', 'The anterior cruciate ligament (ACL) tears. An ACL heals.'),
    await document('b.md', 'An access control list (ACL) guards files. The ACL grants access.'),
  ])
  expect(ranked.every(({ keys }) => keys.length === 1)).toBe(true)
})

it('joins German plurals in -er and keeps other words in -er apart', async () => {
  const ranked = rankConcepts([
    await document(
      'a.md',
      'Das **Feld** wirkt. Viele Felder wirken. Der **Entwickler** arbeitet, die Entwicklung dauert. Seine Entwicklung hilft.',
      'de',
    ),
  ])
  expect(concept(ranked, 'Feld').mentions).toBe(2)
  expect(concept(ranked, 'Entwickler').keys).not.toEqual(concept(ranked, 'Entwicklung').keys)
})

it('lets furniture that repeats in every document fall behind', async () => {
  const topics =
    'osmosis mitosis diffusion respiration photosynthesis fermentation transpiration digestion filtration secretion'.split(
      ' ',
    )
  const documents = await Promise.all(
    topics.map(
      async (topic, at) =>
        await document(
          `${at}.md`,
          `# ${topic}\n\nCells use ${topic}. Plants know ${topic}, too.\n\n## Critical Thinking\n\nCritical thinking helps. Critical thinking needs time.`,
        ),
    ),
  )
  expect(names(rankConcepts(documents)).indexOf('critical thinking')).toBeGreaterThanOrEqual(topics.length)
})

it('tells where a concept is at home, its definition and when it first comes', async () => {
  const documents = [
    await document(
      '10.md',
      '# Cells\n\nAn **enzyme** is a protein. Enzymes speed up reactions. Each enzyme fits.\n\n# Rest\n\nOther text.',
    ),
    await document('2.md', '# Intro\n\nA word on life comes first. There are enzymes in it.'),
  ]
  const ranked = rankConcepts(documents)
  const enzyme = concept(ranked, 'enzyme')
  expect(enzyme.home[0]).toEqual({ documentId: '10.md', section: 0 })
  expect(enzyme.definition).toMatchObject({ documentId: '10.md', sentence: 0 })
  // "2.md" is read before "10.md".
  expect(enzyme.firstMention).toBeLessThan(documents[1]?.analysis.words ?? 0)
  for (const { difficulty, importance } of ranked) {
    expect(difficulty).toBeGreaterThanOrEqual(0)
    expect(difficulty).toBeLessThanOrEqual(1)
    expect(importance).toBeGreaterThan(0)
    expect(importance).toBeLessThanOrEqual(1)
  }
})

it('depends neither on the order that documents come in nor on whether it breathes', async () => {
  const documents = [
    await document('a.md', '**Cells** divide. Each cell has a membrane. Membranes are thin.'),
    await document('b.md', 'A **membrane** surrounds the cell. The membrane potential (MP) is small.'),
  ]
  const ranked = JSON.stringify(rankConcepts(documents))
  expect(JSON.stringify(rankConcepts(documents.toReversed()))).toBe(ranked)
  expect(JSON.stringify(await rankConceptsInSlices(documents))).toBe(ranked)
})

it('gives the places of concepts in a document, in order, each exactly a form of its concept', async () => {
  const source = await document('a.md', '# Membranes\n\nThe **plasma membrane** is thin. Membranes protect.')
  const concepts = rankConcepts([source]).map((each) => ({ ...each, id: `id of ${each.key}` }))
  const { documentId, path, text } = source
  const facts = { documentId, path, text, title: 'a', versionHash: 'v', collection: 'c' }
  const study = studyDocument(facts, source, conceptIdsByKey(concepts))
  expect(
    study.mentions.map(({ conceptId, start, end, emphasis, sentence }) => [
      conceptId,
      text.slice(start, end),
      emphasis,
      sentence,
    ]),
  ).toEqual([
    ['id of en:membrane', 'Membranes', 'heading', null],
    ['id of en:plasma membrane', 'plasma membrane', 'bold', 0],
    ['id of en:membrane', 'membrane', 'none', 0],
    ['id of en:membrane', 'Membranes', 'none', 1],
  ])
  const [best] = concepts
  const entry = best === undefined ? null : conceptEntry(best, 1, new Map([[documentId, source]]))
  expect(entry).toMatchObject({ id: 'id of en:plasma membrane', name: 'plasma membrane', rank: 1 })
  expect(text.slice(entry?.definition?.start, entry?.definition?.end)).toBe('The plasma membrane is thin.')
})
