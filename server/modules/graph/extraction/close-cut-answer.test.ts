import { expect, it } from 'vitest'
import { closeCutAnswer } from './close-cut-answer.ts'

const WHOLE =
  '{"entities":[{"name":"a } b"},{"name":"c\\"]"}],"relations":[{"source":"a","keywords":["x","y"]},{"source":"d"}]}'

it('keeps the complete entries of an answer, wherever it was cut', () => {
  for (let length = 1; length < WHOLE.length; length++) {
    const closed = closeCutAnswer(WHOLE.slice(0, length))
    if (closed === null) continue
    const parsed = JSON.parse(closed) as { entities: object[]; relations?: { keywords?: string[] }[] }
    expect(parsed.entities.length).toBeGreaterThan(0)
    for (const { keywords } of parsed.relations?.slice(0, 1) ?? []) expect(keywords).toEqual(['x', 'y'])
  }
  expect(JSON.parse(closeCutAnswer(WHOLE.slice(0, -3)) ?? '')).toMatchObject({ relations: [{ source: 'a' }] })
})

it('has nothing of an answer without a complete entry', () => {
  expect(closeCutAnswer('{"entities":[{"name":"a')).toBeNull()
  expect(closeCutAnswer('Here is what I found')).toBeNull()
})
