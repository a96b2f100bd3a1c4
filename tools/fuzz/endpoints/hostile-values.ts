import fc from 'fast-check'

/** Texts that have broken programs before: paths, markup, formats, encodings, names of prototypes, patterns. */
const HOSTILE_TEXTS: readonly string[] = [
  '',
  ' ',
  '\0',
  'a\0b',
  '../../../../etc/passwd',
  '..\\..\\windows\\win.ini',
  '....//....//etc/passwd',
  '%2e%2e%2f%2e%2e%2fetc%2fpasswd',
  '%00',
  '%',
  '%E0%A4%A',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '${7*7}{{7*7}}',
  "'; DROP TABLE documents; --",
  '" OR ""="',
  '%_%',
  '\\',
  '[',
  '(((((((((((((((((((((a',
  'a"b"c" AND NEAR(',
  '*',
  '^a -b +c ~d',
  'NaN',
  '-1',
  '1e309',
  '9007199254740993',
  '0x10',
  'true',
  'null',
  'undefined',
  '[object Object]',
  '\uD800',
  'a\uDC00b',
  '\u202Eabc\u202C',
  '\uFEFFbom',
  'I\u0307İıſß',
  'Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A',
  '👩‍👩‍👧‍👦🏳️‍🌈',
  '日本語のテキスト検索',
  'عربي עברית',
  '2026-02-30',
  '+275760-09-13T00:00:00.001Z',
  '0000-00-00T00:00:00Z',
  'a'.repeat(300),
  'a '.repeat(3000),
  '\u00e9'.repeat(5000),
  'x'.repeat(70_000),
  'http://169.254.169.254/latest/meta-data/',
  'file:///etc/passwd',
  '\r\nX-Injected: yes',
  '{"$gt":""}',
]

const HOSTILE_NUMBERS: readonly number[] = [
  0,
  -0,
  -1,
  1,
  0.1,
  -0.5,
  1e-320,
  2 ** 31,
  -(2 ** 31) - 1,
  2 ** 32,
  2 ** 53,
  2 ** 53 + 2,
  2 ** 63,
  1e21,
  1e308,
  -1e308,
]

export const hostileText: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...HOSTILE_TEXTS) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 40 }) },
)

/** Stands in a made value for lists or objects within one another, which no recursive writer could write. */
const NESTED = /"¤(list|object)¤(\d+)¤"/g
const nested = (kind: 'list' | 'object', depth: number): string => `¤${kind}¤${depth}¤`

/** The JSON text with what stands for nested values replaced by them. */
export const withNested = (json: string): string =>
  json.replaceAll(NESTED, (_, kind: string, depth: string) =>
    kind === 'list'
      ? `${'['.repeat(Number(depth))}1${']'.repeat(Number(depth))}`
      : `${'{"a":'.repeat(Number(depth))}1${'}'.repeat(Number(depth))}`,
  )

export const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: hostileText },
  { weight: 3, arbitrary: fc.constantFrom(...HOSTILE_NUMBERS) },
  { weight: 2, arbitrary: fc.constantFrom<unknown>(null, true, false, [], {}, [[]], [null], { '': '' }) },
  { weight: 1, arbitrary: fc.constantFrom(300, 5000, 100_000).map((depth) => nested('list', depth)) },
  { weight: 1, arbitrary: fc.constantFrom(300, 5000, 50_000).map((depth) => nested('object', depth)) },
  { weight: 1, arbitrary: fc.constantFrom(100, 20_000).map((length) => Array.from({ length }, () => 'a')) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
)

/** Names that mean something to JavaScript itself. */
export const PROTOTYPE_NAMES = ['__proto__', 'constructor', 'prototype', 'toString', 'then', 'toJSON'] as const
