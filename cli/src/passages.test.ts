import type { SearchHit } from '@learnpath/contracts'
import { expect, test } from 'vitest'
import { snippetOf } from './passages.ts'

function hit(text: string, start: number, ...words: string[]): SearchHit {
  const highlights = words.map((word) => ({
    start: start + text.indexOf(word),
    end: start + text.indexOf(word) + word.length,
  }))
  return { text, start, end: start + text.length, highlights } as SearchHit
}

const mark = (text: string) => `[${text}]`

test('matches are marked at their offsets in the document', () => {
  expect(snippetOf(hit('The tides follow\n the moon.', 1000, 'tides', 'moon'), mark)).toBe(
    'The [tides] follow the [moon].',
  )
})

test('a long passage is shown around its first match', () => {
  const text = `${'before '.repeat(100)}needle${' after'.repeat(100)}`
  const snippet = snippetOf(hit(text, 50, 'needle'), mark)
  expect(snippet).toMatch(/^… (before )+\[needle\]( after)+ …$/)
  expect(snippet.length).toBeLessThan(340)
})

test('a passage without matches is shown from its start', () => {
  expect(snippetOf(hit('Nothing marked.', 0), mark)).toBe('Nothing marked.')
})
