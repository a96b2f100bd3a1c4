// Several people of several workspaces change documents at once; then everybody finds what is theirs to see, as in an index made anew.
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { AccessScope } from '../kernel/access/access-scope.ts'
import { randomFor } from '../kernel/seeded-random.ts'
import { memberOf, startAskedByMembers, type AskedByMembers } from './asked-by-members.double.ts'

const PEOPLE = ['one', 'two', 'three'].flatMap((workspaceId) =>
  [1, 2].map((number) => memberOf(workspaceId, `${workspaceId}${number}`)),
)
const CHANGES = 16
const COMMON = 'Osmosis moves water through a membrane.'

interface Answer {
  readonly hits: readonly {
    readonly documentId: string
    readonly path: string
    readonly text: string
    readonly score: number
  }[]
  readonly total: number
}

/** A document as its owner has left it. */
interface Written {
  readonly id: string
  readonly collection: string
  readonly word: string
}

let learnPath: AskedByMembers
const written = new Map<string, Map<string, Written>>()

const put = async (who: AccessScope, path: string, { collection, word }: Omit<Written, 'id'>): Promise<string> =>
  await learnPath.add(who, { collection, path, text: `${COMMON} Here it is called ${word}.` })

const search = async (who: AccessScope, query: string): Promise<Answer> =>
  (await learnPath.done(who, 'POST', '/search', { query, limit: 100 })) as unknown as Answer

/** New documents, new versions, deletions and tags, as the seed has it. */
async function work(who: AccessScope): Promise<void> {
  const random = randomFor(8, who.memberId)
  const own = new Map<string, Written>()
  written.set(who.memberId, own)
  for (let at = 0; at < CHANGES; at += 1) {
    const [path, last] = [...own][Math.floor(random() * own.size)] ?? []
    const what = random()
    if (path === undefined || last === undefined || what < 0.5) {
      const collection = random() < 0.5 ? 'library' : `diary of ${who.memberId}`
      const text = { collection, word: `${who.memberId}word${at}` }
      own.set(`${who.memberId}-${at}.txt`, { id: await put(who, `${who.memberId}-${at}.txt`, text), ...text })
    } else if (what < 0.7) {
      const word = `${who.memberId}word${at}`
      own.set(path, { ...last, word, id: await put(who, path, { ...last, word }) })
    } else if (what < 0.85) {
      await learnPath.done(who, 'DELETE', `/documents/${last.id}`)
      own.delete(path)
    } else await learnPath.done(who, 'PATCH', `/documents/${last.id}`, { tags: [`tag${at}`] })
  }
}

const colleague = (who: AccessScope): AccessScope =>
  PEOPLE.find(({ workspaceId, memberId }) => workspaceId === who.workspaceId && memberId !== who.memberId) ?? who

/** Words of all documents that somebody may see. */
function wordsFor(who: AccessScope): string[] {
  const own = [...(written.get(who.memberId)?.values() ?? [])]
  const others = [...(written.get(colleague(who).memberId)?.values() ?? [])]
  return [...own, ...others.filter(({ collection }) => collection === 'library')].map(({ word }) => word).toSorted()
}

const found = async (who: AccessScope): Promise<Answer['hits']> =>
  (await search(who, 'osmosis')).hits
    .map(({ documentId, path, text, score }) => ({ documentId, path, text, score }))
    .toSorted((one, other) => (one.documentId < other.documentId ? -1 : 1))

beforeAll(async () => {
  learnPath = await startAskedByMembers()
  for (const who of PEOPLE) {
    await learnPath.done(who, 'POST', '/collections', { name: `diary of ${who.memberId}`, visibility: 'private' })
  }
  await Promise.all(PEOPLE.map(work))
}, 60_000)
afterAll(async () => await learnPath.stop())

test('everybody finds what they may see, as it was left, and nothing else', async () => {
  for (const who of PEOPLE) {
    await vi.waitFor(async () => {
      const words = (await found(who)).map(({ text }) => /called (\w+)/u.exec(text)?.[1] ?? '')
      expect(words.toSorted()).toEqual(wordsFor(who))
    }, 20_000)
  }
  const words = PEOPLE.flatMap(wordsFor)
  expect(words.length).toBeGreaterThan(PEOPLE.length * 4)
  for (const who of PEOPLE) {
    const seen = new Set(wordsFor(who))
    for (const word of words) expect([word, (await search(who, word)).total]).toEqual([word, seen.has(word) ? 1 : 0])
  }
})

test('an index that is made anew answers the same, to the last digit', async () => {
  const before = await Promise.all(PEOPLE.map(found))
  await learnPath.done(null, 'POST', '/index/rebuild')
  expect(await Promise.all(PEOPLE.map(found))).toEqual(before)
})
