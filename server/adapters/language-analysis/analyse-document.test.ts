import { describe, expect, it } from 'vitest'
import type { CandidatePhrase, DocumentAnalysis } from '../../ports/document-analyst.ts'
import type { ParsedDocument } from '../../ports/parsed-document.ts'
import { parseMarkdown } from '../parsers/parse-markdown.ts'
import { analyseDocument } from './analyse-document.ts'

interface Analysed {
  readonly parsed: ParsedDocument
  readonly analysis: DocumentAnalysis
}

async function analysed(markdown: string, language = 'en'): Promise<Analysed> {
  const parsed = await parseMarkdown(markdown)
  return { parsed, analysis: analyseDocument({ ...parsed, title: '', language }) }
}

function phrase({ analysis }: Analysed, key: string): CandidatePhrase {
  const found = analysis.phrases.find((each) => each.key === key)
  if (found === undefined) {
    throw new Error(`${key} is not among ${analysis.phrases.map((each) => each.key).join(', ')}`)
  }
  return found
}

/** The places of a phrase: the text there, and how it is set off. */
function places(document: Analysed, key: string): { text: string; emphasis: number; sentence: number }[] {
  const { occurrences } = phrase(document, key)
  return Array.from({ length: occurrences.length / 6 }, (_, place) => occurrences.slice(place * 6, place * 6 + 6)).map(
    ([start, end, sentence = 0, , emphasis = 0]) => ({
      text: document.parsed.text.slice(start, end),
      emphasis,
      sentence,
    }),
  )
}

function definition(document: Analysed, key: string): string | null {
  const { definition: found } = phrase(document, key)
  const sentence = found === null ? undefined : document.analysis.sentences[found.sentence]
  return sentence === undefined ? null : document.parsed.text.slice(sentence.start, sentence.end)
}

const keys = ({ analysis }: Analysed): string[] => analysis.phrases.map(({ key }) => key)

describe('analysis of English documents', () => {
  it('finds the terms that the author sets in bold, at their exact places', async () => {
    const document = await analysed('Water moves by **osmosis** into the cell. Later, osmosis stops.')
    expect(places(document, 'en:osmosis')).toEqual([
      { text: 'osmosis', emphasis: 2, sentence: 0 },
      { text: 'osmosis', emphasis: 0, sentence: 1 },
    ])
  })

  it('takes singular and plural for one phrase, shown in the singular', async () => {
    const document = await analysed('Cell membranes are thin. A cell membrane is flexible. The cell membranes move.')
    expect(places(document, 'en:cell membrane').map(({ text }) => text)).toEqual([
      'Cell membranes',
      'cell membrane',
      'cell membranes',
    ])
    expect(phrase(document, 'en:cell membrane').name).toBe('cell membrane')
  })

  it('keeps words of one stem but another meaning apart', async () => {
    const document = await analysed('An organism has organs. The organization of organisms differs. Each organ works.')
    expect(keys(document)).toEqual(expect.arrayContaining(['en:organ', 'en:organism', 'en:organization']))
  })

  it('joins initials and what they stand for', async () => {
    const document = await analysed(
      'Cells store energy in adenosine triphosphate (ATP). Without ATP they die. The CPU (central processing unit) is fast.',
    )
    expect(phrase(document, 'en:atp').sameAs).toEqual(['en:adenosine triphosphate'])
    expect(phrase(document, 'en:cpu').sameAs).toEqual(['en:central processing unit'])
  })

  it('joins two names that the text gives for one thing, but not a kind and its subkind', async () => {
    const document = await analysed(
      'The citric acid cycle (also called the Krebs cycle) yields energy. These amino acids are also called basic amino acids. ' +
        'The basal ganglia (or basal nuclei) control posture.',
    )
    expect(phrase(document, 'en:citric acid cycle').sameAs).toEqual(['en:kreb cycle'])
    expect(phrase(document, 'en:basic amino acid').sameAs).toEqual([])
    expect(phrase(document, 'en:basal ganglion').sameAs).toEqual(['en:basal nucleus'])
  })

  it('tells the sentence that defines a term, the surer the more it looks like a definition', async () => {
    const document = await analysed(
      'We saw enzymes before. An **enzyme** is a protein that speeds up a reaction. Enzymes are common. Heat hurts a protein.',
    )
    expect(definition(document, 'en:enzyme')).toBe('An enzyme is a protein that speeds up a reaction.')
    expect(phrase(document, 'en:enzyme').definition?.strength).toBeGreaterThan(0.7)
    expect(definition(document, 'en:protein')).toBeNull()
  })

  it('finds the term that a sentence ends with: "is called …"', async () => {
    const document = await analysed('The movement of water through a membrane is called osmosis.')
    expect(definition(document, 'en:osmosis')).toContain('is called osmosis')
  })

  it('counts headings as emphasis and gives them no sentence', async () => {
    const document = await analysed('# Plant Tissues\n\nA plant tissue grows.')
    expect(places(document, 'en:plant tissue')).toEqual([
      { text: 'Plant Tissues', emphasis: 3, sentence: -1 },
      { text: 'plant tissue', emphasis: 0, sentence: 0 },
    ])
    expect(phrase(document, 'en:plant tissue').name).toBe('plant tissue')
  })

  it('does not take residue of markup, addresses and the furniture of textbooks for concepts', async () => {
    const document = await analysed(
      [
        'The atom{: data-type="term"} is small ([link](#fig-3)). See Figure 3.2 and the next chapter for an example.',
        '',
        '{{NextMenu("Learn_web/Core", "Learn")}}',
        '',
        'Go to https://example.org/some-page or write to a@example.org. **Note:** see image-of-cell.png here.',
      ].join('\n'),
    )
    expect(keys(document)).toEqual(['en:atom'])
  })

  it('has names in code spans as phrases of their own kind, calls without brackets', async () => {
    const document = await analysed('Call `read_line()` first. Then `read_line` waits; the file `main.rs` does not.')
    expect(phrase(document, 'code:read_line')).toMatchObject({ kind: 'code', name: 'read_line' })
    expect(places(document, 'code:read_line').map(({ text }) => text)).toEqual(['read_line', 'read_line'])
    expect(keys(document)).not.toContain('code:main.rs')
  })

  it('leaves the possessive out', async () => {
    const document = await analysed("The planet's orbit is an ellipse. A planet turns.")
    expect(places(document, 'en:planet').map(({ text }) => text)).toEqual(['planet', 'planet'])
  })
})

describe('analysis of German documents', () => {
  it('joins inflected forms and shows the nominative singular', async () => {
    const document = await analysed(
      'Ein metrischer Raum hat Punkte. In metrischen Räumen gibt es Abstände. Die Punkte metrischer Räume sind viele. Wir sahen einen metrischen Raum.',
      'de',
    )
    expect(places(document, 'de:metrisch raum')).toHaveLength(4)
    expect(phrase(document, 'de:metrisch raum').name).toBe('metrischer Raum')
  })

  it('takes capitalised words for nouns, also compounds, and not the first words of sentences', async () => {
    const document = await analysed(
      'Heute nutzt der Webserver eine Datenbankverbindung. Trotzdem wartet der Webserver heute.',
      'de',
    )
    expect(keys(document)).toEqual(['de:datenbankverbindung', 'de:webserver'])
  })

  it('does not make a concept of half a compound or an abbreviation', async () => {
    const document = await analysed('Die Such- und Ersetzfunktion hilft. Nach Abb. drei kommt die Suche.', 'de')
    expect(keys(document)).toEqual(['de:ersetzfunktion', 'de:such'])
    expect(places(document, 'de:such').map(({ text }) => text)).toEqual(['Suche'])
  })

  it('knows German definitions', async () => {
    const document = await analysed(
      'Unter einer Metrik versteht man eine Abbildung. Eine **Norm** ist eine Abbildung. Eine solche Abbildung heißt Isometrie.',
      'de',
    )
    expect(definition(document, 'de:metrik')).toContain('versteht man')
    expect(definition(document, 'de:norm')).toContain('ist eine Abbildung')
    expect(definition(document, 'de:isometri')).toContain('heißt Isometrie')
  })
})

describe('analysis of other languages', () => {
  it('finds French terms with their preposition', async () => {
    const document = await analysed(
      "Une base de données est un ensemble organisé. La base de données garde l'information.",
      'fr',
    )
    expect(phrase(document, 'fr:bas de don').name).toBe('base de données')
    expect(definition(document, 'fr:bas de don')).toContain('est un ensemble')
  })
})

describe('sections and sentences', () => {
  it('cuts at every heading, and keeps what lies before the first', async () => {
    const { parsed, analysis } = await analysed(
      'Before.\n\n# One\n\nText of one.\n\n## Two\n\n1. First step.\n2. Second step.\n',
    )
    expect(analysis.sections.map(({ headingPath, level }) => ({ headingPath, level }))).toEqual([
      { headingPath: [], level: 0 },
      { headingPath: ['One'], level: 1 },
      { headingPath: ['One', 'Two'], level: 2 },
    ])
    expect(
      analysis.sentences.map(({ start, end, section, kind, listNumber }) => [
        parsed.text.slice(start, end),
        section,
        kind,
        listNumber,
      ]),
    ).toEqual([
      ['Before.', 0, 'paragraph', null],
      ['Text of one.', 1, 'paragraph', null],
      ['First step.', 2, 'list-item', 1],
      ['Second step.', 2, 'list-item', 2],
    ])
  })

  it('has no sentences in code and in residue alone', async () => {
    const { analysis } = await analysed('{{Menu("a/b/c")}}\n\n```js\nlet membrane = 1\n```\n\nA membrane is thin.')
    expect(analysis.sentences).toHaveLength(1)
  })

  it('tells the pages of a section', () => {
    const text = 'Heading\n\nOn page two.'
    const analysis = analyseDocument({
      title: '',
      language: 'en',
      text,
      blocks: [
        { kind: 'heading', level: 1, start: 0, end: 7 },
        { kind: 'paragraph', start: 9, end: 21 },
      ],
      marks: [],
      pages: [
        { page: 1, start: 0, end: 8 },
        { page: 2, start: 8, end: 21 },
      ],
    })
    expect(analysis.sections).toMatchObject([{ page: 1, pageEnd: 2 }])
  })
})

it('gives the same analysis of the same document, byte for byte', async () => {
  const markdown = '# Cells\n\nA **cell** is a unit. Cells (and their membranes) divide; the cell cycle (CC) repeats.'
  const [first, second] = [await analysed(markdown), await analysed(markdown)]
  expect(JSON.stringify(second.analysis)).toBe(JSON.stringify(first.analysis))
})

it('takes no endless time for a text of one endless word', async () => {
  const word = 'abcd'.repeat(25_000)
  const document = await analysed(`${word} {{${word} [${'['.repeat(500)} ${'a.b-'.repeat(5_000)} A **cell** divides.`)
  expect(keys(document)).toContain('en:cell')
})
