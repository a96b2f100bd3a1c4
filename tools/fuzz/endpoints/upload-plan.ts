import fc from 'fast-check'
import { damagedValues } from './damaged-values.ts'
import { hostileText } from './hostile-values.ts'

/** A multipart body, part by part. */
export interface UploadPlan {
  readonly fields: readonly (readonly [string, string])[]
  readonly files: readonly FilePlan[]
  readonly boundary: string
  /** How the body is broken. */
  readonly flaw:
    | 'none'
    | 'no-end'
    | 'no-disposition'
    | 'wrong-boundary'
    | 'many-fields'
    | 'long-field'
    | 'binary-head'
    | 'fields-last'
}

export interface FilePlan {
  readonly name: string
  /** Beginning of the content. */
  readonly start: string
  readonly rest: string
}

const NAMES = [
  'a.md',
  'b.html',
  'c.pdf',
  'd.docx',
  'e.txt',
  'f.apkg',
  'g.csv',
  'h.json',
  'noextension',
  '.hidden',
  'a/../b.md',
  '/etc/cron.d/x.md',
  'CON.txt',
  'c:\\x.txt',
  'x.md\u0000.pdf',
  'ü ß 日本.md',
  `${'n'.repeat(300)}.md`,
  `${'d/'.repeat(600)}x.md`,
]
const STARTS = [
  '# Title\n\nSome text about caches.\n',
  '<!doctype html><html><body><p>x</p>',
  '%PDF-1.7\n',
  'PK\u0003\u0004',
  '%PDF-1.4\n<html><script>alert(1)</script>',
  'GIF89a',
  '',
  '\uFEFF',
  'front,back\n"a,b',
  '{"version":1',
  '\u0000\u0000\u0000',
  '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]>',
  '{\\rtf1',
]

const file: fc.Arbitrary<FilePlan> = fc.record({
  name: fc.oneof(fc.constantFrom(...NAMES), hostileText),
  start: fc.constantFrom(...STARTS),
  rest: fc.oneof(
    fc.string({ maxLength: 200 }),
    fc.constantFrom('', 'x'.repeat(20_000), '<div>'.repeat(4000), '> '.repeat(3000), '[a]('.repeat(3000)),
  ),
})

/** Uploads with these fields: as described, nearly so, and broken. */
export function uploadBodies(fields: fc.Arbitrary<unknown>): fc.Arbitrary<UploadPlan> {
  return fc.record({
    fields: fc.oneof({ weight: 2, arbitrary: fields }, { weight: 1, arbitrary: damagedValues(fields) }).map(fieldList),
    files: fc.array(file, { maxLength: 3 }),
    boundary: fc.oneof(
      { weight: 9, arbitrary: fc.constant('fuzz-boundary') },
      { weight: 1, arbitrary: fc.constantFrom('', '-', 'a b', '"', 'x'.repeat(200)) },
    ),
    flaw: fc.oneof(
      { weight: 6, arbitrary: fc.constant('none' as const) },
      {
        weight: 3,
        arbitrary: fc.constantFrom(
          'no-end',
          'no-disposition',
          'wrong-boundary',
          'many-fields',
          'long-field',
          'binary-head',
          'fields-last',
        ),
      },
    ),
  })
}

function fieldList(values: unknown): (readonly [string, string])[] {
  if (typeof values !== 'object' || values === null) return []
  return Object.entries(values).flatMap(([name, value]) =>
    (Array.isArray(value) ? value.slice(0, 50) : [value]).map(
      (each) => [name, typeof each === 'string' ? each : (JSON.stringify(each) ?? '')] as const,
    ),
  )
}

/** The bytes, with what the server knows put in by `fill`. */
export function uploadBytes(plan: UploadPlan, fill: (text: string) => string): { body: Buffer; contentType: string } {
  const { boundary, flaw } = plan
  const dash = flaw === 'wrong-boundary' ? `${boundary}x` : boundary
  const part = (head: string, content: Buffer): Buffer =>
    Buffer.concat([Buffer.from(`--${dash}\r\n${head}\r\n\r\n`), content, Buffer.from('\r\n')])
  const quoted = (text: string) => text.replaceAll(/["\r\n]/g, encodeURIComponent)
  const disposition = flaw === 'no-disposition' ? 'X-Nothing: form-data' : 'Content-Disposition: form-data'
  const given = flaw === 'many-fields' ? Array.from({ length: 25_000 }, () => ['tags', 't'] as const) : plan.fields
  const fields = given.map(([name, value]) =>
    part(
      `${disposition}; name="${quoted(name)}"`,
      Buffer.from(flaw === 'long-field' ? value.padEnd(20_000, 'y') : fill(value)),
    ),
  )
  const files = plan.files.map(({ name, start, rest }) =>
    part(
      `${disposition}; name="file"; filename="${flaw === 'binary-head' ? '\u0001\u00ff' : quoted(name)}"\r\nContent-Type: text/html`,
      Buffer.concat([Buffer.from(start, 'latin1'), Buffer.from(rest)]),
    ),
  )
  const parts = flaw === 'fields-last' ? [...files, ...fields] : [...fields, ...files]
  const end = flaw === 'no-end' ? '' : `--${dash}--\r\n`
  return { body: Buffer.concat([...parts, Buffer.from(end)]), contentType: `multipart/form-data; boundary=${boundary}` }
}
