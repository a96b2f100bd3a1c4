// The Dockerfile and what goes with it, as far as it can be said without building it (npm run bench -- images does).
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { EXTERNAL } from '../../build.mjs'
import { NOT_AT_RUN_TIME, PARTS } from '../../images/program-packages.mjs'
import { ROOT, trackedFiles } from '../tracked-files.ts'

const lines = (await readFile(join(ROOT, 'Dockerfile'), 'utf8')).replaceAll(/\\\n/gu, '').split('\n')
const stages = lines.flatMap((line) => /^FROM (\S+) AS (\S+)/u.exec(line)?.slice(1) ?? [])
const budgets = JSON.parse(await readFile(join(ROOT, 'deploy/images/budgets.json'), 'utf8')) as {
  readonly megabytesOnTopOfBase: Readonly<Record<string, number>>
}

it('has the targets that are promised, from one base', () => {
  const names = stages.filter((_, at) => at % 2 === 1)
  expect(names).toEqual(expect.arrayContaining(['web', 'api', 'ml', 'dev', 'models']))
  const bases = stages.filter((_, at) => at % 2 === 0).filter((base) => !names.includes(base))
  expect(new Set(bases)).toEqual(new Set(['${NODE_IMAGE}', 'scratch']))
  expect(Object.keys(budgets.megabytesOnTopOfBase)).toEqual(['web', 'api', 'ml', 'ml-large'])
})

it('copies what is there, and leaves no program running as root', async () => {
  const files = await trackedFiles()
  const sources = lines.flatMap((line) =>
    (/^COPY (?!.*--from)(?:--\S+ )*(.+) \S+$/u.exec(line)?.[1] ?? '').split(' ').filter(Boolean),
  )
  const isThere = (source: string) =>
    source === '.' || files.some((file) => file === source || file.startsWith(`${source}/`))
  expect(sources.filter((source) => !isThere(source))).toEqual([])
  const users = lines.filter((line) => line.startsWith('USER')).map((line) => line.slice(5))
  expect(users).toEqual(['1000:1000', '1000:1000', '0:0'])
  expect(lines.findIndex((line) => line === 'USER 0:0')).toBeGreaterThan(
    lines.findIndex((line) => line.endsWith('AS pulled-models')),
  )
})

it('knows of every package that the bundle leaves outside', () => {
  const known = new Set<string>([...Object.values(PARTS).flatMap(({ packages }) => packages), ...NOT_AT_RUN_TIME])
  // pdfjs-dist brings its canvas along.
  expect(EXTERNAL.filter((name) => !known.has(name) && name !== '@napi-rs/canvas')).toEqual([])
})
