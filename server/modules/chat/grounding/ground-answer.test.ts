import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fittedSources } from './fitted-source.double.ts'
import { groundAnswer, type GroundedAnswer } from './ground-answer.ts'

const TEXTS = [
  'The tower was built in 1884 by Anna Keller. It is 32 metres high. Visitors climb 170 steps.',
  'The garden beside the tower has 400 roses. Gardeners water them at night because the days are hot.',
  'Bees live in the old stable. They gave 120 kilograms of honey in 2021.',
]
const pagesOf = () => ({ page: null, pageEnd: null })

const ground = (answer: string, texts: readonly string[] = TEXTS, language = 'en'): GroundedAnswer =>
  groundAnswer(answer, fittedSources(texts, { language }), { language, pagesOf })

const supports = (answer: string, texts?: readonly string[], language?: string): string[] =>
  ground(answer, texts, language).sentences.map(({ support }) => support)

describe('numbers', () => {
  it.each([
    ['right ones stay', 'The tower was built in 1884 [1].', 'The tower was built in 1884 [1].'],
    ['a wrong one is corrected', 'The tower was built in 1884 [3].', 'The tower was built in 1884 [1].'],
    ['one of no source is corrected', 'The garden has 400 roses [7].', 'The garden has 400 roses [2].'],
    ['one that nothing bears is taken out', 'Snow fell in Norway for weeks [2].', 'Snow fell in Norway for weeks.'],
    ['a missing one is added', 'The garden has 400 roses.', 'The garden has 400 roses. [2]'],
    [
      'behind the full stop',
      'The tower is 32 metres high.[2] Bees live in the stable.[3]',
      'The tower is 32 metres high.[1] Bees live in the stable.[3]',
    ],
    ['in one bracket', 'The tower was built in 1884 [1, 3].', 'The tower was built in 1884 [1].'],
    ['side by side', 'The tower was built in 1884 [3][1].', 'The tower was built in 1884 [1].'],
    [
      'each for its half',
      'The tower is 32 metres high [1] and the garden has 400 roses [2].',
      'The tower is 32 metres high [1] and the garden has 400 roses [2].',
    ],
    [
      'swapped',
      'The tower is 32 metres high [2] and the garden has 400 roses [1].',
      'The tower is 32 metres high [1] and the garden has 400 roses [2].',
    ],
    ['at the beginning of a line', '[3] The tower is 32 metres high.', '[1] The tower is 32 metres high.'],
    ['at the beginning of a line, dropped', '- [3] Snow fell in Norway for weeks.', '- Snow fell in Norway for weeks.'],
    [
      'in other brackets',
      'The tower is 32 metres high 【1†L2】. Bees live in the stable (source 3).',
      'The tower is 32 metres high [1]. Bees live in the stable [3].',
    ],
    ['with a word', 'The tower is 32 metres high [Source 1].', 'The tower is 32 metres high [1].'],
    ['on a line of their own', 'The tower is 32 metres high.\n[1]', 'The tower is 32 metres high.\n[1]'],
    [
      'a year in brackets is none',
      'The tower was built [1884] by Keller [1].',
      'The tower was built (1884) by Keller [1].',
    ],
    [
      'a list of sources at the end goes',
      'The tower is 32 metres high [1].\n\nSources:\n[1] The tower\n[2] The garden',
      'The tower is 32 metres high [1].',
    ],
  ])('%s', (_, written, answer) => {
    expect(ground(written).text).toBe(answer)
  })

  it('are counted as moved and dropped', () => {
    const { repairs } = ground(
      'The tower is 32 metres high [2]. Snow fell in Norway for weeks [1]. Bees live there [3].',
    )
    expect(repairs).toEqual({ moved: 1, dropped: 1 })
  })

  it('in code are code', () => {
    const code =
      'The garden has 400 roses [2]:\n\n```js\nconst first = roses[1]\n```\n\nUse `roses[3]` or values[0].name.'
    expect(ground(code).text).toBe(code)
  })
})

describe('the parts of an answer', () => {
  it('are sentences and items; headings and lead-ins that say nothing are none', () => {
    const written =
      '## The tower\n\nHere is what is known:\n\n- It is **32 metres** high [1].\n- Visitors climb 170 steps [1]\n\n| Roses | 400 [2] |\n|---|---|'
    const { sentences, text } = ground(written)
    expect(sentences.map((sentence) => sentence.text)).toEqual([
      'It is **32 metres** high [1].',
      'Visitors climb 170 steps',
      '| Roses | 400 [2] |',
    ])
    expect(text).toBe(written)
  })

  it('end at a full stop beside a marker, even after a single letter', () => {
    const { sentences } = ground('Bees live in stable B [3]. The tower is 32 metres high [1].')
    expect(sentences).toHaveLength(2)
  })
})

describe('a block of code', () => {
  const source = 'Set the timer:\n\ntimer1(IN := start, PT := T#5s);\nmotor := timer1.Q;'

  it('rests on the source that has its lines', () => {
    const { sentences, text } = ground('```st\ntimer1(IN := start,  PT := T#5s);\nmotor := timer1.Q;\n```', [
      TEXTS[0] ?? '',
      source,
    ])
    expect(sentences).toMatchObject([{ support: 'supported', citations: [2] }])
    expect(sentences[0]?.quotes[0]?.text).toBe('timer1(IN := start, PT := T#5s);\nmotor := timer1.Q;')
    expect(text).not.toContain('[2]')
  })

  it('that no source has is not found', () => {
    expect(supports('```\nwhile (true) { explode(); }\n```', [TEXTS[0] ?? '', source])).toEqual(['not-found'])
  })
})

describe('support', () => {
  it.each([
    ['other words of the same', 'The tower was built by Anna Keller in 1884 [1].', 'supported'],
    ['the same number', 'Visitors climb 170.0 steps of the tower [1].', 'supported'],
    ['another number', 'The tower was built in 1894 by Anna Keller [1].', 'partly'],
    ['another name', 'The tower was built in 1884 by Otto Keller [1].', 'partly'],
    ['a denial', 'The tower was not built in 1884 by Anna Keller [1].', 'partly'],
    ['a denial left out', 'Gardeners water the roses at night because the days are never hot [2].', 'partly'],
    ['half of it', 'The tower is 32 metres high, and Napoleon slept below its wooden roof twice [1].', 'partly'],
    ['nothing of it', 'Napoleon slept below the wooden roof twice [1].', 'not-found'],
    ['two sources together', 'The tower is 32 metres high and the garden has 400 roses [1][2].', 'supported'],
  ])('of %s', (_, written, support) => {
    expect(supports(written)).toEqual([support])
  })

  it('knows German numbers, stems and denials', () => {
    const texts = ['Der Turm wurde 1884 für 1.200 Mark gebaut. Er ist 32,5 Meter hoch.', 'Bienen wohnen im Stall.']
    expect(
      supports('Der Turm ist 1884 für 1200 Mark gebaut worden [1]. Er ist 32.5 Meter hoch [1].', texts, 'de'),
    ).toEqual(['supported', 'supported'])
    expect(supports('Der Turm ist nicht 32,5 Meter hoch [1].', texts, 'de')).toEqual(['partly'])
  })

  it('of another language is in part at most, and its number stays', () => {
    const grounded = groundAnswer(
      'Der Turm wurde 1884 von Anna Keller gebaut und ist sehr hoch [1].',
      fittedSources(TEXTS),
      {
        language: 'de',
        pagesOf,
      },
    )
    expect(grounded.sentences).toMatchObject([{ support: 'partly', citations: [1] }])
  })
})

const MARKER = fc.constantFrom(
  '[1]',
  '[2]',
  ' [3]',
  ' [9]',
  ' [1, 2]',
  '[1][3]',
  ' 【2】',
  ' [^1]',
  ' (source 2)',
  ' [0]',
  '[2024]',
  ' [1-3]',
)
const SENTENCE = fc.constantFrom(
  'The tower was built in 1884.',
  'The garden has 400 roses',
  'Bees gave 120 kilograms of honey in 2021!',
  'Snow fell in Norway.',
  'Dr. Keller (cf. p. 3) said "no"?',
  '**Note:** visitors climb 170 steps.',
  'Ein Satz mit Ümläuten 😀 und z. B. Abkürzungen.',
)
const BREAK = fc.constantFrom(
  ' ',
  '\n',
  '\n\n',
  '\n- ',
  '\n1. ',
  '\n## Title\n',
  '\n> ',
  '\n```\nx[1] = 2\n```\n',
  ' `a[1]` ',
)
const ANSWER = fc
  .array(fc.tuple(BREAK, SENTENCE, fc.array(MARKER, { maxLength: 2 }), fc.constantFrom('', '.', ' ')), { maxLength: 8 })
  .map((parts) => parts.map(([gap, said, markers, end]) => gap + said + markers.join('') + end).join(''))

describe('any answer', () => {
  it('has sentences at their places, in order', () => {
    fc.assert(
      fc.property(ANSWER, (written) => {
        const { text, sentences } = ground(written)
        let last = 0
        for (const sentence of sentences) {
          expect(text.slice(sentence.start, sentence.end)).toBe(sentence.text)
          expect(sentence.start).toBeGreaterThanOrEqual(last)
          last = sentence.end
        }
      }),
    )
  })

  it('quotes exactly what stands in the documents, within its citations', () => {
    fc.assert(
      fc.property(ANSWER, (written) => {
        const { sentences, citations } = ground(written)
        for (const { n, start, end, text } of citations) expect(TEXTS[n - 1]?.slice(start - 100, end - 100)).toBe(text)
        for (const { n, start, end, text } of sentences.flatMap(({ quotes }) => quotes)) {
          expect(TEXTS[n - 1]?.slice(start - 100, end - 100)).toBe(text)
          const citation = citations.find((one) => one.n === n)
          expect(citation !== undefined && citation.start <= start && citation.end >= end).toBe(true)
        }
      }),
    )
  })

  it('has markers of existing citations only, and one for each', () => {
    fc.assert(
      fc.property(ANSWER, (written) => {
        const { text, citations, sentences } = ground(written)
        const prose = text.replaceAll(/```[\s\S]*?```|`[^`\n]*`/gu, '')
        const marked = new Set([...prose.matchAll(/\[(\d+)\]/gu)].map(([, n]) => Number(n)))
        expect(marked).toEqual(new Set(citations.map(({ n }) => n)))
        expect(new Set(sentences.flatMap((sentence) => sentence.citations))).toEqual(marked)
      }),
    )
  })

  it('keeps its words', () => {
    const words = (text: string): string =>
      text.replaceAll(/[ ]?(?:\[\^?\d(?:(?:, |-)\d)*\]|【\d】|\(source \d\))/gu, '').replaceAll(/[[\]()\s]/gu, '')
    fc.assert(
      fc.property(ANSWER, (written) => {
        expect(words(ground(written).text)).toBe(words(written))
      }),
    )
  })
})
