import { readdirSync, readFileSync } from 'node:fs'
import { LearnPathError } from '@learnpath/contracts'
import { describe, expect, it } from 'vitest'
import { parseQuestionSet } from './parse-question-set.ts'

const FOLDER = new URL('../../../../samples/question-sets/', import.meta.url)

function mistakesOf(yaml: string): { field: string; message: string }[] {
  try {
    parseQuestionSet(yaml)
  } catch (error) {
    if (error instanceof LearnPathError && error.code === 'LP_QUESTION_SET_INVALID') {
      return [...(error.context.issues ?? [])]
    }
    throw error
  }
  return []
}

const SMALL = `id: small
title: A small set
language: en
questions:
  - id: tides
    tier: 1
    text: What causes the tides?
    topics:
      - [moon, gravity]
      - sun
    followUps:
      - text: And how often do they come?
        answerable: true
`

describe('question sets in YAML', () => {
  it('are read with synonyms, follow-ups and what is left out', () => {
    const { questions, ...head } = parseQuestionSet(SMALL)
    expect(head).toEqual({ id: 'small', title: 'A small set', description: '', language: 'en', yaml: SMALL })
    expect(questions).toEqual([
      {
        id: 'tides',
        tier: 1,
        language: 'en',
        text: 'What causes the tides?',
        topics: [['moon', 'gravity'], ['sun']],
        documents: [],
        answerable: null,
        followUps: [{ text: 'And how often do they come?', topics: [], documents: [], answerable: true }],
      },
    ])
  })

  it.each([
    ['a tier that is none', SMALL.replace('tier: 1', 'tier: 4'), 'questions[0].tier', 'line 6:'],
    ['no text', SMALL.replace('    text: What causes the tides?\n', ''), 'questions[0].text', 'line 5:'],
    ['an unknown word', SMALL.replace('topics:', 'topic:'), 'questions[0]', 'line 5:'],
    ['a language by its name', SMALL.replace('language: en', 'language: English'), 'language', 'line 3:'],
    ['a topic that is a number', SMALL.replace('- sun', '- 7'), 'questions[0].topics[1]', 'line 10:'],
    ['a question twice', `${SMALL}  - { id: tides, tier: 2, text: Again? }\n`, 'questions[1].id', 'line 14:'],
    ['no YAML', SMALL.replace('title: A', 'title: "A'), 'yaml', 'line'],
    ['a key twice', SMALL.replace('tier: 1', 'tier: 1\n    tier: 2'), 'yaml', 'line 7:'],
    ['a list', '- one\n', 'the whole', 'line 1:'],
  ])('%s is refused by line and field', (_, yaml, field, line) => {
    const mistakes = mistakesOf(yaml)
    expect(mistakes[0]?.field).toBe(field)
    expect(mistakes[0]?.message).toContain(line)
  })

  it('a text that would unfold to a huge one is refused', () => {
    const bomb = `a: &a [x, x, x, x, x, x, x, x, x, x]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]\nc: [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]\n`
    expect(mistakesOf(bomb)).not.toEqual([])
  })
})

describe('question sets that come with LearnPath', () => {
  const sets = readdirSync(FOLDER).map((file) => ({
    file,
    set: parseQuestionSet(readFileSync(new URL(file, FOLDER), 'utf8')),
  }))

  it('are named as their files', () =>
    expect(sets.map(({ file }) => file)).toEqual(sets.map(({ set }) => `${set.id}.yaml`)))

  it('one has twelve German questions about PLC programming, of all tiers, with follow-ups', () => {
    const german = sets.find(({ set }) => set.id === 'sps-programmierung')?.set
    expect(german?.language).toBe('de')
    expect(german?.questions).toHaveLength(12)
    expect(new Set(german?.questions.map(({ tier }) => tier))).toEqual(new Set([1, 2, 3]))
    expect(german?.questions.flatMap(({ followUps }) => followUps).length).toBeGreaterThanOrEqual(6)
  })

  it('one is on the English sample documents, with questions that they do not answer', () => {
    const english = sets.find(({ set }) => set.id === 'english-samples')?.set
    expect(english?.questions.filter(({ answerable }) => answerable === false).length).toBeGreaterThanOrEqual(3)
    const known = new Set(readdirSync(new URL('../english/', FOLDER)))
    const named = english?.questions.flatMap(({ documents }) => documents) ?? []
    expect(named.filter((name) => !known.has(name))).toEqual([])
  })
})
