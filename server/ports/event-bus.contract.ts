import type { ProgressEvent } from '@learnpath/contracts'
import { expect, test } from 'vitest'
import { currentScope, withinScope } from '../kernel/access/access-scope.ts'
import type { EventBus } from './event-bus.ts'

export interface EventBusSubject {
  readonly bus: EventBus
  /** The bus as another part of the program has it: in the same process, or in another one that works together with it. */
  another(): Promise<EventBus>
  cleanUp(): Promise<void>
}

export const deleted = (documentId: string): ProgressEvent => ({
  type: 'document-deleted',
  documentId,
  collectionId: 'col_1',
})

/** Keeps what it hears, in order. */
export function listenTo(bus: EventBus): ProgressEvent[] {
  const heard: ProgressEvent[] = []
  bus.subscribe((event) => heard.push(event))
  return heard
}

/** What every event bus must do. */
export function eventBusContract(name: string, create: () => Promise<EventBusSubject>): void {
  const withSubject = async (use: (subject: EventBusSubject) => Promise<void>) => {
    const subject = await create()
    try {
      await use(subject)
    } finally {
      await subject.cleanUp()
    }
  }

  test(`${name}: listeners of the process have heard of it when publishing returns, each once`, () =>
    withSubject(async ({ bus }) => {
      const one = listenTo(bus)
      const other = listenTo(bus)
      bus.publish(deleted('a'))
      expect([one, other]).toEqual([[deleted('a')], [deleted('a')]])
      await Promise.resolve()
    }))

  test(`${name}: all who work together hear every event once, in the order of publishing`, () =>
    withSubject(async ({ bus, another }) => {
      const [second, third] = [await another(), await another()]
      const heard = [listenTo(bus), listenTo(second), listenTo(third)]
      const events = Array.from({ length: 250 }, (_, index) => deleted(`${index}`))
      for (const event of events) bus.publish(event)
      for (const each of heard) await expect.poll(() => each.length).toBe(events.length)
      second.publish(deleted('last'))
      for (const each of heard) await expect.poll(() => each.at(-1)).toEqual(deleted('last'))
      for (const each of heard) expect(each).toEqual([...events, deleted('last')])
    }))

  test(`${name}: a subscription ends for itself, also when the same function is subscribed twice`, () =>
    withSubject(async ({ bus }) => {
      const heard: string[] = []
      const listener = ({ type }: ProgressEvent) => void heard.push(type)
      const end = bus.subscribe(listener)
      bus.subscribe(listener)
      end()
      bus.publish(deleted('a'))
      expect(heard).toEqual(['document-deleted'])
      await Promise.resolve()
    }))

  test(`${name}: a listener that throws keeps the event from nobody`, () =>
    withSubject(async ({ bus, another }) => {
      const other = await another()
      for (const each of [bus, other]) {
        each.subscribe(() => {
          throw new Error('broken')
        })
      }
      const heard = [listenTo(bus), listenTo(other)]
      expect(() => bus.publish(deleted('a'))).not.toThrow()
      for (const each of heard) await expect.poll(() => each).toEqual([deleted('a')])
    }))

  test(`${name}: what is published on behalf of somebody is told outside of the access scope`, () =>
    withSubject(async ({ bus, another }) => {
      const other = await another()
      const scopes: unknown[] = []
      for (const each of new Set([bus, other])) each.subscribe(() => scopes.push(currentScope()))
      const expected = bus === other ? [null] : [null, null]
      const scope = { workspaceId: 'workspace', userId: 'user', memberId: 'member' }
      withinScope(scope, () => {
        bus.publish(deleted('a'))
        expect(currentScope()).toBe(scope)
      })
      await expect.poll(() => scopes).toEqual(expected)
    }))
}
