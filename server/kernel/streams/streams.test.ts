import { describe, expect, test } from 'vitest'
import { createEventDataReader } from './event-data.ts'
import { recordGeneration } from './generation-record.ts'
import { createLineSplitter } from './line-splitter.ts'
import { saysTooLong } from './says-too-long.ts'
import { watchSilence } from './silence-watch.ts'
import { createThoughtSplitter } from './thought-splitter.ts'

/** A text cut into pieces in every possible way of two cuts. */
function* cuts<T extends string | Uint8Array>(whole: T): Generator<T[]> {
  for (let first = 0; first <= whole.length; first++) {
    for (let second = first; second <= whole.length; second++) {
      yield [whole.slice(0, first), whole.slice(first, second), whole.slice(second)] as T[]
    }
  }
}

describe('lines', () => {
  test('are the same however the bytes are cut', () => {
    const bytes = Buffer.from('é\n\r\n„ja“🌊\r\nend')
    for (const pieces of cuts(new Uint8Array(bytes))) {
      const splitter = createLineSplitter()
      expect([...pieces.flatMap((piece) => splitter.push(piece)), splitter.rest()]).toEqual(['é', '', '„ja“🌊', 'end'])
    }
  })

  test('leave nothing after the last end, and tell what has begun', () => {
    const splitter = createLineSplitter()
    expect(splitter.push(Buffer.from('one\ntwo'))).toEqual(['one'])
    expect(splitter.begun()).toBe(3)
    expect(splitter.push(Buffer.from('\n'))).toEqual(['two'])
    expect(splitter.begun()).toBe(0)
    expect(splitter.rest()).toBe('')
  })
})

test('the data of events is put together from its lines; names and comments are passed over', () => {
  const read = createEventDataReader()
  const lines = [
    ': hello',
    'event: piece',
    'id: 7',
    'data: {"a":',
    'data:1}',
    'retry: 5',
    '',
    '',
    ': ping',
    '',
    'data',
    'data:  x',
    '',
  ]
  expect(lines.map(read).filter((data) => data !== null)).toEqual(['{"a":\n1}', '\n x'])
})

describe('thoughts in a text', () => {
  const split = (pieces: readonly string[]) => {
    const splitter = createThoughtSplitter()
    const parts = [...pieces.map((piece) => splitter.push(piece)), splitter.rest()]
    return { thought: parts.map((part) => part.thought).join(''), text: parts.map((part) => part.text).join('') }
  }

  test('are told apart however they are cut', () => {
    for (const pieces of cuts('\n<think>It is <b>.</think>\n\nA tide.')) {
      expect(split(pieces)).toEqual({ thought: 'It is <b>.', text: 'A tide.' })
    }
  })

  test.each(['A tide.', '<thing>', '<thin', ' \n A tide', 'Use <think> and </think> in text.', '', '<b>x</think>'])(
    'are not seen where there are none: %j',
    (text) => {
      for (const pieces of cuts(text)) expect(split(pieces)).toEqual({ thought: '', text })
    },
  )

  test('may never end', () => {
    for (const pieces of cuts('<think>On and on </thi')) {
      expect(split(pieces)).toEqual({ thought: 'On and on </thi', text: '' })
    }
  })
})

test('a generation is recorded: pieces passed on, thoughts apart, times from its beginning', () => {
  let now = 100
  const heard: string[] = []
  const record = recordGeneration({
    now: () => (now += 10),
    onText: (piece) => heard.push(piece),
    onThinking: (piece) => heard.push(`(${piece})`),
  })
  record.thought('')
  record.thought('hm')
  record.text('')
  record.text('A ')
  record.text('tide.')
  expect(record.textPieces()).toBe(2)
  expect(record.end()).toEqual({ text: 'A tide.', firstTokenMs: 10, firstTextMs: 20, totalMs: 30 })
  expect(heard).toEqual(['(hm)', 'A ', 'tide.'])
})

describe('silence', () => {
  const limits = { firstMs: 20, nextMs: 5000 }
  const aborted = async (signal: AbortSignal) =>
    await new Promise<void>((resolve) => {
      signal.addEventListener('abort', () => resolve(), { once: true })
    })

  test('before the first sign has a limit of its own', async () => {
    const watch = watchSilence(limits, undefined)
    await aborted(watch.signal)
    expect(watch.silence()).toBe('first')
    watch.end()
  })

  test('between signs has another', async () => {
    const watch = watchSilence({ firstMs: 5000, nextMs: 20 }, undefined)
    watch.heard()
    watch.heard()
    await aborted(watch.signal)
    expect(watch.silence()).toBe('next')
    watch.end()
  })

  test('is not why a caller leaves', () => {
    const caller = new AbortController()
    const watch = watchSilence(limits, caller.signal)
    caller.abort(new Error('left'))
    expect(watch.signal.reason).toEqual(new Error('left'))
    expect(watch.silence()).toBeNull()
    watch.end()
    expect(watchSilence(limits, AbortSignal.abort()).signal.aborted).toBe(true)
  })
})

test.each([
  ['the input length exceeds the context length', true],
  ['request (9000 tokens) exceeds the available context size (4096 tokens), try increasing it', true],
  ['exceed_context_size_error', true],
  ["This model's maximum context length is 8192 tokens. However, you requested 9000 tokens", true],
  ['Context size has been exceeded.', true],
  ['prompt is too long: 215000 tokens > 200000 maximum', true],
  ['llama runner process has terminated: exit status 2', false],
  ['server busy, please try again.  maximum pending requests exceeded', false],
  ['the context was cancelled', false],
])('%j is about the length of the prompt: %s', (words, expected) => {
  expect(saysTooLong(words)).toBe(expected)
})
