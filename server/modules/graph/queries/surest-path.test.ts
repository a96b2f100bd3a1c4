import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { surestPath, type Step } from './surest-path.ts'

const PLACES = 8
const COST_OF_A_STEP = 0.6

interface Edge {
  readonly one: number
  readonly other: number
  readonly confidence: number
}

const edges = fc.array(
  fc.record({
    one: fc.nat(PLACES - 1),
    other: fc.nat(PLACES - 1),
    confidence: fc.integer({ min: 1, max: 19 }).map((twentieths) => twentieths / 20),
  }),
  { maxLength: 20 },
)

const idOf = (index: number): string => `r${String(index).padStart(3, '0')}`

function stepsOf(all: readonly Edge[]): Step[] {
  return all.flatMap(({ one, other, confidence }, index) => [
    { id: idOf(index), from: `p${one}`, to: `p${other}`, confidence },
    { id: idOf(index), from: `p${other}`, to: `p${one}`, confidence },
  ])
}

/** Product of confidences, less for each step, of the best way among all; 0 without one. */
function bestOfAll(steps: readonly Step[], { from, to }: { from: string; to: string }, left: number): number {
  if (from === to) return 1
  if (left === 0) return 0
  const values = steps
    .filter((step) => step.from === from)
    .map((step) => step.confidence * COST_OF_A_STEP * bestOfAll(steps, { from: step.to, to }, left - 1))
  return Math.max(0, ...values)
}

const search = async (all: readonly Edge[], maximumSteps: number): Promise<readonly string[] | null> =>
  await surestPath({
    from: 'p0',
    to: 'p1',
    maximumSteps,
    read: async (places) => await Promise.resolve(stepsOf(all).filter(({ from }) => places.includes(from))),
  })

describe('the surest path', () => {
  it('is as sure as the best of all ways, is a way, and is not too long', async () => {
    await fc.assert(
      fc.asyncProperty(edges, fc.integer({ min: 1, max: 4 }), async (all, maximumSteps) => {
        const path = await search(all, maximumSteps)
        const best = bestOfAll(stepsOf(all), { from: 'p0', to: 'p1' }, maximumSteps)
        expect(path === null).toBe(best === 0)
        if (path === null) return
        expect(path.length).toBeLessThanOrEqual(maximumSteps)
        let at = 0
        let sureness = 1
        for (const id of path) {
          const edge = all[Number(id.slice(1))]
          expect([edge?.one, edge?.other]).toContain(at)
          at = (edge?.one === at ? edge.other : edge?.one) ?? -1
          sureness *= (edge?.confidence ?? 0) * COST_OF_A_STEP
        }
        expect(at).toBe(1)
        expect(sureness).toBeCloseTo(best, 9)
      }),
      { numRuns: 500 },
    )
  })

  it('prefers one sure step to a chain of somewhat surer ones', async () => {
    const chain = [
      { one: 0, other: 2, confidence: 0.9 },
      { one: 2, other: 3, confidence: 0.9 },
      { one: 3, other: 1, confidence: 0.9 },
    ]
    expect(await search([{ one: 0, other: 1, confidence: 0.5 }, ...chain], 6)).toEqual([idOf(0)])
  })
})
