import { sentences } from '../../kernel/text/sentences.ts'

const LONGEST = 60

/** A title made of a question: the sentence that asks, and of a long one the beginning. */
export function titleOf(question: string): string {
  const text = question.replaceAll(/\s+/g, ' ').trim()
  if (text.length <= LONGEST) return text
  const parts = sentences(text, 'und').map(({ start, end }) => text.slice(start, end))
  return shortened(parts.find((part) => part.endsWith('?')) ?? parts[0] ?? text)
}

/** Cut between words where there is a gap, never within a character. */
function shortened(text: string): string {
  if (text.length <= LONGEST) return text
  let cut = ''
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    if (cut.length + segment.length > LONGEST - 1) break
    cut += segment
  }
  const gap = cut.lastIndexOf(' ')
  const words = gap > LONGEST / 2 && text[cut.length] !== ' ' ? cut.slice(0, gap) : cut
  return `${words.replace(/[\s\p{P}]+$/u, '')}…`
}
