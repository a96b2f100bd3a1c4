import { convertIcsCalendar } from 'ts-ics'
import { expect, test } from 'vitest'
import { createAnkiPackages } from '../../../adapters/anki/anki-packages.ts'
import { writeZip } from '../../../adapters/zip/zip-writer.ts'
import { exchangeOf, NOW } from '../testing/exchange-fixture.ts'
import { AWKWARD, samplePlan, session } from '../testing/learning-samples.ts'

const adapters = { ankiPackages: createAnkiPackages(), writeZip }
const exported = async (format: 'ics' | 'markdown' | 'html' | 'json', plan = samplePlan(), startsAt?: string) => {
  const { exchange } = exchangeOf({ plan }, adapters)
  return await exchange.exportPlan(plan.id, { format, startsAt })
}
const textOf = async (...args: Parameters<typeof exported>) => new TextDecoder().decode((await exported(...args)).bytes)
const eventsOf = async (plan = samplePlan(), startsAt?: string) =>
  convertIcsCalendar(undefined, await textOf('ics', plan, startsAt)).events ?? []

test('another parser finds a session of each day with its uid, sequence, stamp and words', async () => {
  const events = await eventsOf()
  expect(events).toHaveLength(3)
  expect(events.map(({ uid }) => uid)).toEqual([1, 2, 3].map((number) => `plan_1-session-${number}@learnpath`))
  expect(events[1]).toMatchObject({
    sequence: 3,
    stamp: { date: new Date(Math.floor(NOW / 1000) * 1000) },
    start: { type: 'DATE', date: new Date('2026-11-23T00:00:00Z') },
    end: { type: 'DATE', date: new Date('2026-11-24T00:00:00Z') },
    summary: 'Zellmembran – überall, wo Wasser fließt; eine sehr lange Überschrift 👩‍🚀, Osmosis (40 min)',
  })
  expect(events[1]?.description).toContain('Read: Osmosis (30 min)\nLearn osmosis, quickly; & well')
  expect(events[2]?.summary).toBe('Reviews (15 min)')
})

test('sessions begin at the hour that was asked for, in no time zone, one after the other within a day', async () => {
  const text = await textOf('ics', samplePlan(), '23:30')
  expect(text).toContain('DTSTART:20261123T233000\r\nDTEND:20261124T001000\r\n')
  expect(text).toContain('DTSTART:20261124T001000\r\nDTEND:20261124T002500\r\n')
  expect((await eventsOf(samplePlan(), '23:30')).map(({ start }) => start.type)).toEqual([
    'DATE-TIME',
    'DATE-TIME',
    'DATE-TIME',
  ])
})

test('no line has more than 75 octets, and none is broken within a character', async () => {
  const plan = samplePlan({ title: `${AWKWARD} ${'ü👩‍🚀א'.repeat(60)}` })
  const text = await textOf('ics', plan)
  const lines = text.split('\r\n')
  expect(lines.every((line) => Buffer.byteLength(line) <= 75)).toBe(true)
  expect(text).not.toContain('\uFFFD')
  const name = lines
    .join('\r\n')
    .replaceAll('\r\n ', '')
    .split('\r\n')
    .find((line) => line.startsWith('X-WR-CALNAME:'))
  const unescaped = name
    ?.slice('X-WR-CALNAME:'.length)
    .replaceAll(/\\(.)/g, (_, sign: string) => (sign === 'n' ? '\n' : sign))
  expect(unescaped).toBe(plan.title)
})

test('a session that was laid anew keeps its uid with a higher sequence, and what is past stays', async () => {
  const before = samplePlan()
  const [past] = before.sessions
  const moved = [session('ses_x', '2026-11-25', 'planned', [{ moduleId: 'm1', kind: 'quiz', minutes: 40 }])]
  const after = { ...before, revision: 4, sessions: [...(past === undefined ? [] : [past]), ...moved] }
  const [first, second] = [await eventsOf(before), await eventsOf(after)]
  expect(second[0]).toEqual({ ...first[0], sequence: 4 })
  expect(second[1]).toMatchObject({
    uid: first[1]?.uid,
    sequence: 4,
    start: { date: new Date('2026-11-25T00:00:00Z') },
  })
})

test('every form says what is to be read, when, and what is left out, and runs nothing', async () => {
  const plan = samplePlan({ title: '<script>alert(1)</script> & more' })
  const [html, markdown, json] = [
    await textOf('html', plan),
    await textOf('markdown', plan),
    await textOf('json', plan),
  ]
  expect(html).not.toContain('<script')
  expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt; &amp; more')
  expect(html).toContain('Cells &amp; &lt;tissues&gt;, Membranes, Osmosis, pp. 12–13 (30 min)')
  expect(html).toContain('2026-11-23')
  expect(markdown).toContain('\\<script\\>alert(1)')
  expect(markdown).toContain('- [x] 2026-11-20')
  expect(markdown).toContain('not needed')
  expect(JSON.parse(json)).toMatchObject({ format: 'learnpath-plan', version: 1, plan })
})

test('the same plan at the same time gives the same bytes under a name of its own', async () => {
  const [first, second] = [await exported('ics'), await exported('ics')]
  expect(Buffer.from(first.bytes).equals(Buffer.from(second.bytes))).toBe(true)
  expect(first.name).toBe('Learn-osmosis-quickly-well-2026-11-21.ics')
})
