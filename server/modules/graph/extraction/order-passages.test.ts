import { expect, it } from 'vitest'
import { orderPassages, type WeighedPassage } from './order-passages.ts'

const passage = (hash: string, documentId: string, entityIds: readonly string[], tokens = 1000): WeighedPassage => ({
  hash,
  documentId,
  entityIds,
  tokens,
})

it('reads about much first, and then about what was not read about yet', async () => {
  const order = await orderPassages([
    passage('empty', 'a', []),
    passage('one', 'a', ['x']),
    passage('both', 'a', ['x', 'y']),
    passage('same', 'a', ['x', 'y']),
    passage('other', 'a', ['z', 'w']),
  ])
  expect(order).toEqual(['both', 'other', 'same', 'one', 'empty'])
})

it('goes through the documents rather than through one of them', async () => {
  const names = ['p', 'q', 'r']
  const passages = ['a', 'b', 'c'].flatMap((documentId) =>
    names.map((name, at) => passage(`${documentId}${at}`, documentId, [`${documentId}${name}`])),
  )
  const order = await orderPassages(passages)
  expect(new Set(order.slice(0, 3).map((hash) => hash.charAt(0))).size).toBe(3)
})

it('prefers what takes fewer tokens, and is the same every time', async () => {
  const passages = Array.from({ length: 200 }, (_, at) =>
    passage(`p${at}`, `d${at % 7}`, [`e${at % 13}`, `e${at % 29}`], 500 + ((at * 37) % 900)),
  )
  const order = await orderPassages(passages)
  expect(order).toHaveLength(200)
  expect(new Set(order).size).toBe(200)
  expect(await orderPassages(passages)).toEqual(order)
  expect(await orderPassages([passage('long', 'a', ['x'], 2000), passage('short', 'a', ['x'], 500)])).toEqual([
    'short',
    'long',
  ])
})
