import { expect, test } from 'vitest'
import type { Revocations } from './revocations.ts'

export interface RevocationsSubject {
  readonly revocations: Revocations
  /** As another part of the program has it, in this process or another. */
  another(): Promise<Revocations>
  cleanUp(): Promise<void>
}

/** What everything that tells of revocations must do. */
export function revocationsContract(name: string, create: () => Promise<RevocationsSubject>): void {
  test(`${name}: this process knows at once, all others soon, each once`, async () => {
    const { revocations, another, cleanUp } = await create()
    const other = await another()
    const heard: string[][] = [[], []]
    revocations.subscribe((userId) => heard[0]?.push(userId))
    other.subscribe((userId) => heard[1]?.push(userId))
    revocations.announce('anna')
    expect(heard[0]).toEqual(['anna'])
    await expect.poll(() => heard[1]).toEqual(['anna'])
    other.announce('ben')
    for (const each of heard) await expect.poll(() => each).toEqual(['anna', 'ben'])
    await cleanUp()
  })

  test(`${name}: a subscription ends`, async () => {
    const { revocations, cleanUp } = await create()
    const heard: string[] = []
    const end = revocations.subscribe((userId) => heard.push(userId))
    end()
    revocations.announce('anna')
    expect(heard).toEqual([])
    await cleanUp()
  })
}
