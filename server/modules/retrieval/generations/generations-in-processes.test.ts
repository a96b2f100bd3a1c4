import { afterEach, beforeEach, expect, it } from 'vitest'
import type { GenerationsApi } from './generations-api.ts'
import { createGenerationsRig, untilServed, use, type GenerationsRig } from './testing/generations-rig.ts'

let rig: GenerationsRig

beforeEach(async () => {
  rig = await createGenerationsRig()
  await rig.publish('a.txt', 'one apple')
})

afterEach(async () => {
  await rig.cleanUp()
})

const servingIn = async (generations: GenerationsApi): Promise<string | undefined> =>
  (await generations.list()).find(({ state }) => state === 'serving')?.model

it('tells as serving what searches are answered with here, whatever another process has decided', async () => {
  const [making, searching] = [rig.open({ leads: true }), rig.open({ leads: false })]
  const servesNow = (): string | undefined => searching.serving()?.generation.model
  const told: Promise<void>[] = []
  const look = async (): Promise<void> => {
    const before = servesNow()
    const serving = await servingIn(searching)
    expect([before, servesNow()]).toContain(serving)
  }
  // Whoever hears of a change first asks before it is taken over.
  const unsubscribe = rig.fixture.eventBus.subscribe(({ type }) => {
    if (type === 'generation-changed') told.push(look())
  })
  await making.start({ build: true })
  await searching.start({ build: false })
  for (const model of ['first', 'second']) {
    await making.create(use(model))
    await untilServed(making, model)
    expect(await servingIn(making)).toBe(model)
    await untilServed(searching, model)
    expect(await servingIn(searching)).toBe(model)
  }
  // Not what is told at the end: nobody would wait for it.
  unsubscribe()
  expect(told.length).toBeGreaterThan(0)
  await Promise.all(told)
})

it('answers an activation when the vectors serve where it was asked for', async () => {
  const [making, searching] = [rig.open({ leads: true }), rig.open({ leads: false })]
  await making.start({ build: true })
  await searching.start({ build: false })
  for (const model of ['first', 'second']) {
    await making.create(use(model))
    await untilServed(searching, model)
  }
  const first = (await searching.list()).find(({ model }) => model === 'first')
  expect(await searching.activate(first?.id ?? '')).toMatchObject({ state: 'serving', model: 'first' })
  expect(searching.serving()?.generation.model).toBe('first')
})
