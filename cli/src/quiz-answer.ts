import type { QuizAnswer, QuizItem } from '@learnpath/contracts'

const YES = new Set(['t', 'true', 'y', 'yes', 'r', 'richtig', 'w', 'wahr', 'j', 'ja'])
const NO = new Set(['f', 'false', 'n', 'no', 'falsch', 'nein'])

/** What was typed, as an answer to the item; null when it cannot be read as one. Options are named by letter, number or their own words. */
export function readAnswer(item: QuizItem, typed: string): QuizAnswer | null {
  const text = typed.trim()
  const lower = text.toLowerCase()
  switch (item.type) {
    case 'multiple-choice': {
      const words = item.options.findIndex((option) => option.toLowerCase() === lower)
      const option = words >= 0 ? words : placeOf(lower, item.options.length)
      return option === null ? null : { option }
    }
    case 'true-false':
      if (YES.has(lower)) return { isTrue: true }
      return NO.has(lower) ? { isTrue: false } : null
    case 'matching':
      return readOrder(lower, item.left.length)
    case 'ordering':
      return readOrder(lower, item.options.length)
    case 'cloze':
    case 'short-answer':
      return { text }
  }
}

/** "b a c", "b,a,c" or "bac". */
function readOrder(text: string, length: number): QuizAnswer | null {
  const marks = /[\s,;]/.test(text) ? text.split(/[\s,;]+/).filter((mark) => mark !== '') : Array.from(text)
  const order = marks.map((mark) => placeOf(mark, length))
  if (order.length !== length || order.some((place) => place === null)) return null
  return { order: order.flatMap((place) => place ?? []) }
}

function placeOf(mark: string, length: number): number | null {
  const place = /^\d+$/.test(mark) ? Number(mark) - 1 : mark.length === 1 ? mark.charCodeAt(0) - FIRST : -1
  return place >= 0 && place < length ? place : null
}

const FIRST = 'a'.charCodeAt(0)

export const letterOf = (place: number): string => String.fromCodePoint(FIRST + place)

/** What to type, for the prompt. */
export function promptFor({ type, options, left }: QuizItem): string {
  switch (type) {
    case 'multiple-choice':
      return `a–${letterOf(options.length - 1)}: `
    case 'true-false':
      return 'true or false: '
    case 'matching':
      return `a letter for each of 1–${left.length}, such as "${exampleOrder(left.length)}": `
    case 'ordering':
      return `letters in the right order, such as "${exampleOrder(options.length)}": `
    case 'cloze':
    case 'short-answer':
      return 'answer: '
  }
}

const exampleOrder = (length: number): string => Array.from({ length }, (_, at) => letterOf(length - 1 - at)).join(' ')
