// Every id and every name that a request can give, with those of somebody else: as if they did not exist.
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { ENDPOINTS, type Endpoint } from '@learnpath/contracts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Kind, Things } from './furnished-people.double.ts'
import { isKind, kindAt } from './named-kinds.double.ts'
import { namedPlaces, textOf, withValueAt, type EndpointName, type NamedPlace } from './named-places.double.ts'
import type { Reply } from './served-people.double.ts'
import {
  CALLERS,
  madeUp,
  said,
  serveTwoWorkspaces,
  toldOfAnna,
  type Caller,
  type TwoWorkspaces,
} from './two-workspaces.double.ts'

const PLACES = namedPlaces()
const endpointOf = (name: EndpointName): Endpoint => ENDPOINTS[name]

let workspaces: TwoWorkspaces
beforeAll(async () => void (workspaces = await serveTwoWorkspaces()), 150_000)
afterAll(async () => await workspaces.stop())

const TERMS_OF_SEARCH = { query: 'membrane' }
const SUBJECTS = [{ name: 'words', mode: 'keyword', rerank: null }]
const RETRIEVAL_CASE = { id: 'one', kind: 'retrieval' }
const LABELLED = { path: 'terms.txt' }

/** The rest of a request that is right but for the id in question. */
function bodyOf(endpoint: EndpointName, place: NamedPlace, own: Things): unknown {
  const at = textOf(place)
  const quizCase = { id: 'one', kind: 'quiz' }
  const answersCase = { id: 'one', kind: 'answers', questions: [{ id: 'one', question: 'Why?', answers: ['so'] }] }
  const question = { question: 'What is osmosis?', passages: [LABELLED] }
  const suiteCase = at.includes('collections')
    ? answersCase
    : at.includes('questions')
      ? { ...RETRIEVAL_CASE, questions: [question] }
      : quizCase
  const bodies: Partial<Record<EndpointName, unknown>> = {
    search: TERMS_OF_SEARCH,
    graphSearch: TERMS_OF_SEARCH,
    ask: { question: 'What is a membrane?' },
    chatCompletions: { model: 'extractive', messages: [{ role: 'user', content: 'What is a membrane?' }] },
    askInConversation: { question: 'What is a membrane?' },
    updateConversation: { title: 'mine now' },
    updateDocument: { tags: ['mine-now'] },
    retryDocument: {},
    createWatch: { folder: '/nowhere/at/all' },
    updateConcept: { hidden: true },
    mergeConcepts: { conceptIds: own.concept },
    splitConcept: { aliases: ['other'] },
    setPrerequisite: { prerequisiteId: own.concept[0], decision: 'pinned' },
    mergeEntities: { entityIds: own.entity },
    splitEntity: { nameIds: own['entity name'] },
    decideMergeReview: { decision: 'same' },
    startExtraction: { maximumTokens: 1 },
    createPlan: { collection: own.collection[1] },
    previewPlan: { collection: own.collection[1] },
    updatePlan: { hoursPerWeek: 9 },
    updateCollection: { visibility: 'private' },
    previewPlanChange: { hoursPerWeek: 9 },
    tellPlan: { kind: 'session-missed', sessionId: 'x' },
    answerItem: { itemId: own['quiz item'][0], answer: { text: 'water' } },
    overrideAnswer: { correct: true },
    rateQuizItem: { thumb: 'down' },
    updateCard: { suspended: true },
    reviewCard: { rating: 'good' },
    generateLabels: { count: 1 },
    importLabels: { format: 'learnpath-labels-1', name: 'labels', questions: [question] },
    addLabelledQuestion: { question: 'Why?', passages: [{ documentId: own.document[0] }] },
    updateLabelledQuestion: {},
    planRetrievalEvaluation: { labelSetId: own['label set'][0], subjects: SUBJECTS },
    createRetrievalEvaluation: { labelSetId: own['label set'][0], subjects: SUBJECTS },
    createChatEvaluation: { questionSet: own['question set'][0], subjects: [{ label: 'a', model: 'extractive' }] },
    ratePair: { pairId: 'x', preference: 'left' },
    setMaintenance: { points: {} },
    runSuite: { suite: { name: 'suite', cases: [suiteCase] } },
    updateMember: { role: 'viewer' },
  }
  return bodies[endpoint] ?? (endpointOf(endpoint).body === undefined ? undefined : {})
}

const QUERIES: Partial<Record<EndpointName, Readonly<Record<string, unknown>>>> = {
  searchByQuery: { q: 'membrane' },
  exportPlan: { format: 'markdown' },
  exportLearning: { format: 'csv' },
  exportLabels: { format: 'json' },
}

/** The request with `value` at the place. */
async function ask({ person, own }: Caller, place: NamedPlace, value: string): Promise<Reply> {
  const { method, path } = endpointOf(place.endpoint)
  const filled = path.replaceAll(/\{(\w+)\}/gu, (_, step: string, at: number) => {
    if (place.where === 'path' && place.steps[0] === step) return encodeURIComponent(value)
    const kind = kindAt({ ...place, where: 'path', name: path.slice(0, at + step.length + 2) })
    return isKind(kind) ? (own[kind][0] ?? '') : 'x'
  })
  const given = (where: NamedPlace['where'], base: unknown) =>
    place.where === where ? withValueAt(base, place.steps, value) : base
  const graphEnds = place.endpoint === 'graphPath' ? { from: own.entity[0], to: own.entity[0] } : undefined
  const query = given('query', QUERIES[place.endpoint] ?? graphEnds ?? {}) as Record<string, unknown>
  const asked = new URLSearchParams(Object.entries(query).map(([name, text]): [string, string] => [name, String(text)]))
  const body = place.where === 'upload' ? formWith(place, value) : given('body', bodyOf(place.endpoint, place, own))
  return await person.send(method, asked.size === 0 ? filled : `${filled}?${asked.toString()}`, { body })
}

function formWith({ steps }: NamedPlace, value: string): FormData {
  const form = new FormData()
  form.set(steps[0] ?? '', value)
  form.append('files', new File(['Something.'], 'own.txt'))
  return form
}

async function differences(caller: Caller, place: NamedPlace, kind: Kind): Promise<string[]> {
  const found: string[] = []
  for (const value of caller.foreign(kind)) {
    const nobodys = madeUp(value)
    const [made, real] = [await ask(caller, place, nobodys), await ask(caller, place, value)]
    const expected = `${made.status} ${said(made.text, nobodys)}`
    const got = `${real.status} ${said(real.text, value)}`
    if (got !== expected) found.push(`${textOf(place)} of ${value}: ${got} instead of ${expected}`)
    const isMalformed = /"detail":"(?:body|query)\./u.test(made.text)
    if (isMalformed) found.push(`${textOf(place)} was not asked rightly: ${made.text}`)
    if (made.status >= 500) found.push(`${textOf(place)}: ${made.text}`)
    const told = toldOfAnna(caller, real.text)
    if (told !== null) found.push(`${textOf(place)} tells ${told}`)
  }
  return found
}

test('every text that a request can give is known as an id of something, or as none', () => {
  expect(PLACES.filter((place) => kindAt(place) === null).map(textOf)).toEqual([])
})

const NAMED = PLACES.flatMap((place) => {
  const kind = kindAt(place)
  return isKind(kind) ? [{ place, kind }] : []
}).toSorted(
  // An upload makes the collection that it names: of the caller, and found by it from then on.
  (one, other) => Number(one.place.where === 'upload') - Number(other.place.where === 'upload'),
)

describe.each(CALLERS)('%s', (name) => {
  let before: ReadonlySet<string>
  beforeAll(async () => void (before = await workspaces.rowsOfAnna()))

  const kinds = [...new Set(NAMED.map(({ kind }) => kind))].toSorted()
  test.each(kinds)('names a %s that is not theirs', async (kind) => {
    const found: string[] = []
    for (const { place } of NAMED.filter((each) => each.kind === kind)) {
      found.push(...(await differences(workspaces.callers[name], place, kind)))
    }
    expect(found).toEqual([])
  })

  test('has changed nothing of it', async () => {
    const after = await workspaces.rowsOfAnna()
    const [own = ''] = workspaces.callers[name].own['label set']
    expect([...before].filter((row) => !after.has(row) && !row.includes(own))).toEqual([])
  })
})

test('a name that another workspace has given is free, and stays what it is there', async () => {
  const { people, callers, folders } = workspaces
  const [anna, cleo] = [people.administrator, callers['the strongest of another workspace'].person]
  const yaml = (title: string) =>
    `id: same\ntitle: ${title}\nlanguage: en\nquestions:\n  - id: one\n    tier: 1\n    text: Why?\n`
  const requests = (of: string): [path: string, body: unknown][] => [
    ['/collections', { name: 'same' }],
    ['/evaluation/label-sets', { name: 'same' }],
    ['/evaluation/question-sets/chat', { yaml: yaml(of) }],
    ['/watches', { folder: join(folders, 'same'), collection: 'same' }],
  ]
  await mkdir(join(folders, 'same'))
  for (const [of, person] of [
    ['hers', anna],
    ['theirs', cleo],
  ] as const) {
    for (const [path, body] of requests(of)) {
      const { status, text } = await person.send('POST', path, { body })
      expect([path, status, text]).toEqual([path, 201, text])
    }
  }
  const set = await anna.send('GET', '/evaluation/question-sets/chat/same')
  expect(set.json).toMatchObject({ title: 'hers' })
})
