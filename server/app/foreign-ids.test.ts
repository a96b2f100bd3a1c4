// Every id and every name that a request can give, with those of somebody else: as if they did not exist.
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ENDPOINTS, type Endpoint } from '@learnpath/contracts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ScopingPlugin } from '../adapters/sql/scoping/scoping-plugin.ts'
import { SCOPE_RULES } from '../adapters/sql/scoping/scope-rules.ts'
import { withinScope } from '../kernel/access/access-scope.ts'
import { furnish, type Kind, type Things } from './furnished-people.double.ts'
import { isKind, kindAt } from './named-kinds.double.ts'
import { namedPlaces, textOf, withValueAt, type EndpointName, type NamedPlace } from './named-places.double.ts'
import { servePeople, type Person, type Reply, type ServedPeople } from './served-people.double.ts'

const PLACES = namedPlaces()
const endpointOf = (name: EndpointName): Endpoint => ENDPOINTS[name]

const TERMS = [
  ['Osmosis', 'the movement of water through a membrane that lets some substances pass and not others'],
  ['Diffusion', 'the spreading of particles from where there are many to where there are few'],
  ['A membrane', 'a thin layer that surrounds a cell and lets some substances pass'],
  ['Photosynthesis', 'the process by which plants make sugar from light, water and carbon dioxide'],
  ['Respiration', 'the process by which cells release energy from sugar'],
]
const textFor = (word: string): string =>
  [
    ...TERMS.map(([term, meaning]) => `${term} is ${meaning}. Cells depend on ${term?.toLowerCase()} every day.`),
    `Marie Curie was a physicist. Marie Curie discovered radium in Paris and taught the ${word}.`,
    `Pierre Curie worked with Marie Curie in Paris. Pierre Curie studied the ${word}.`,
  ].join('\n\n')

const SHARED_WORD = 'zebrafish'
const PRIVATE_WORD = 'xylophone'

let people: ServedPeople
let folders = ''
let shared: Things
let hidden: Things
let callers: Readonly<Record<CallerName, Caller>>

type CallerName = 'the strongest of another workspace' | 'the strongest of the same workspace'
interface Caller {
  readonly person: Person
  /** What there is for requests that take more than the one id. */
  readonly own: Things
  readonly foreign: (kind: Kind) => readonly string[]
}

/** What a member of the same workspace sees as everybody does, or the workspace has in common. */
const COMMON: ReadonlySet<Kind> = new Set<Kind>([
  'label set',
  'question set',
  'run',
  'rating',
  'key of a member',
  'member',
  'invitation',
  'workspace',
  'user',
])

async function strongest(name: string, workspaceId: string): Promise<Person> {
  const person = await people.invite(name, 'owner', workspaceId)
  const user = (await person.send('GET', '/session')).json['user'] as { readonly id: string }
  await people.administrator.send('PATCH', `/users/${user.id}`, { body: { isAdministrator: true } })
  return person
}

beforeAll(async () => {
  people = await servePeople({ ingest: true })
  const { db } = people
  const other = await people.newWorkspace('other')
  const anna = await strongest('anna', 'main')
  const ben = await strongest('ben', 'main')
  const cleo = await strongest('cleo', other)
  folders = await mkdtemp(join(tmpdir(), 'learnpath-watched-'))
  const given = { db, folders }
  const made = await Promise.all([
    furnish({ ...given, person: anna, collection: 'annas', visibility: 'shared', text: textFor(SHARED_WORD) }),
    furnish({ ...given, person: anna, collection: 'diary', visibility: 'private', text: textFor(PRIVATE_WORD) }),
    furnish({ ...given, person: ben, collection: 'bens', visibility: 'private', text: textFor('own') }),
    furnish({ ...given, person: cleo, collection: 'library', visibility: 'shared', text: textFor('own') }),
  ])
  ;[shared, hidden] = made
  callers = {
    'the strongest of another workspace': {
      person: cleo,
      own: made[3],
      foreign: (kind) => [...shared[kind], ...hidden[kind]],
    },
    'the strongest of the same workspace': {
      person: ben,
      own: made[2],
      foreign: (kind) => (COMMON.has(kind) ? [] : hidden[kind]),
    },
  }
}, 150_000)
afterAll(async () => {
  await people.stop()
  await rm(folders, { recursive: true, force: true })
})

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

/** An id of the same form that is nobody's. */
const madeUp = (id: string): string => `${id.slice(0, -1)}${id.endsWith('a') ? 'b' : 'a'}`

/** What an answer says, apart from what differs from one request to the next. */
function said({ status, text }: Reply, value: string): string {
  const words = text
    .replaceAll(value, 'ID')
    .replaceAll(
      /"(?:requestId|tookMs|stages|id|jobId|at|\w+At|title|retrievability)":(?:"[^"]*"|[\d.e-]+|\{[^}]*\})/gu,
      '',
    )
    .replaceAll(/"created":\d+/gu, '')
    .replaceAll(/\b[a-z]+_[a-z\d]{20}\b/gu, 'another id')
  return `${status} ${words}`
}

async function differences(caller: Caller, place: NamedPlace, kind: Kind): Promise<string[]> {
  const found: string[] = []
  for (const value of caller.foreign(kind)) {
    const nobodys = madeUp(value)
    const [made, real] = [await ask(caller, place, nobodys), await ask(caller, place, value)]
    const [expected, got] = [said(made, nobodys), said(real, value)]
    if (got !== expected) found.push(`${textOf(place)} of ${value}: ${got} instead of ${expected}`)
    const isMalformed = /"detail":"(?:body|query)\./u.test(made.text)
    if (isMalformed) found.push(`${textOf(place)} was not asked rightly: ${made.text}`)
    if (made.status >= 500) found.push(`${textOf(place)}: ${made.text}`)
    const told = real.text.match(new RegExp(`${SHARED_WORD}|${PRIVATE_WORD}`, 'u'))
    const mayKnow = caller.own.workspace[0] === 'main' ? SHARED_WORD : null
    if (told !== null && told[0] !== mayKnow) found.push(`${textOf(place)} tells ${told[0]}`)
  }
  return found
}

/** All rows that Anna sees, and what of accounts is hers. */
async function rowsOfAnna(): Promise<ReadonlySet<string>> {
  const [memberId = '', userId = ''] = [shared.member[0], shared.user[0]]
  const db = people.db.withPlugin(new ScopingPlugin())
  const seen = new Set<string>()
  for (const [table, { kind }] of Object.entries(SCOPE_RULES)) {
    if (kind === 'system') continue
    const all = db.selectFrom(table as 'documents').selectAll()
    const rows = await withinScope({ workspaceId: 'main', memberId, userId }, async () => await all.execute())
    // When a folder was last looked at changes by itself.
    for (const row of rows) seen.add(`${table} ${JSON.stringify({ ...row, last_scan_at: 0 })}`)
  }
  for (const table of ['memberships', 'sessions', 'api_keys', 'invitations'] as const) {
    const rows: readonly { readonly id: string }[] = await people.db.selectFrom(table).select('id').execute()
    for (const { id } of rows) seen.add(`${table} ${id}`)
  }
  return seen
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

describe.each(['the strongest of another workspace', 'the strongest of the same workspace'] as const)('%s', (name) => {
  let before: ReadonlySet<string>
  beforeAll(async () => void (before = await rowsOfAnna()))

  const kinds = [...new Set(NAMED.map(({ kind }) => kind))].toSorted()
  test.each(kinds)('names a %s that is not theirs', async (kind) => {
    const found: string[] = []
    for (const { place } of NAMED.filter((each) => each.kind === kind)) {
      found.push(...(await differences(callers[name], place, kind)))
    }
    expect(found).toEqual([])
  })

  test('has changed nothing of it', async () => {
    const after = await rowsOfAnna()
    const [own = ''] = callers[name].own['label set']
    expect([...before].filter((row) => !after.has(row) && !row.includes(own))).toEqual([])
  })
})

test('a name that another workspace has given is free, and stays what it is there', async () => {
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
