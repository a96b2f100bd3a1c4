import { expect, test } from 'vitest'
import type { Leadership } from './leadership.ts'

/** What every leadership must do. `create` gives that of a new process. */
export function leadershipContract(name: string, create: () => Leadership): void {
  test(`${name}: who is alone leads, until he gives up, and again`, async () => {
    const leadership = create()
    const told: string[] = []
    const work = {
      name: 'work',
      start: async () => void (await Promise.resolve(told.push('start'))),
      stop: async () => void (await Promise.resolve(told.push('stop'))),
    }
    const giveUp = await leadership.lead(work)
    expect(told).toEqual(['start'])
    await giveUp()
    expect(told).toEqual(['start', 'stop'])
    await (
      await leadership.lead(work)
    )()
    expect(told).toEqual(['start', 'stop', 'start', 'stop'])
    await leadership.close()
  })

  test(`${name}: a process is among those that live`, async () => {
    const leadership = create()
    expect([...(await leadership.living())]).toContain(leadership.processId)
    await leadership.close()
  })

  test(`${name}: something done exclusively gives its result or its failure`, async () => {
    const leadership = create()
    expect(await leadership.exclusively('one', async () => await Promise.resolve(7))).toBe(7)
    await expect(leadership.exclusively('one', async () => await Promise.reject(new RangeError('no')))).rejects.toThrow(
      'no',
    )
    expect(await leadership.exclusively('one', async () => await Promise.resolve(8))).toBe(8)
    await leadership.close()
  })
}
